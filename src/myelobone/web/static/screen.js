/* The patient's screen, ES2019: it greys a page that has been open too long and opens what is folded for paper. */
"use strict";
(function () {
  var banner = document.querySelector(".patient-banner");
  var minutes = banner ? Number(banner.getAttribute("data-grey-minutes")) : 0;
  var loaded = Date.now();

  function look() {
    if (Date.now() - loaded < minutes * 60000) return;
    document.body.classList.add("grown-old-page");
    banner.querySelector(".grown-old").hidden = false;
    Array.prototype.forEach.call(document.querySelectorAll(".signs"), function (button) {
      button.disabled = true;
    });
  }
  if (minutes > 0) {
    window.setInterval(look, 15000);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
  }

  var opened = [];
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll("details.evidence:not([open]), details.group:not([open])"), function (each) {
      each.open = true;
      opened.push(each);
    });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (each) { each.open = false; });
    opened = [];
  });

  // A link to something that is folded away opens it.
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var each = target; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();
