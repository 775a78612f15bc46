/* Narrows the list of items while one is typed, ES2019. */
"use strict";
(function () {
  var field = document.getElementById("what");
  var items = Array.prototype.slice.call(document.querySelectorAll(".terms li"));
  if (!field) return;
  field.addEventListener("input", function () {
    var wanted = field.value.trim().toLowerCase();
    items.forEach(function (item) {
      var link = item.querySelector("a");
      var told = (item.textContent + " " + link.getAttribute("href")).toLowerCase();
      item.classList.toggle("away", wanted !== "" && told.indexOf(wanted) < 0);
    });
  });
})();
