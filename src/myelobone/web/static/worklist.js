/* The list of patients by keyboard, ES2019: j and k move, Enter opens, / searches, ? helps. */
"use strict";
(function () {
  var links = Array.prototype.slice.call(document.querySelectorAll("#patients tbody th a"));
  var search = document.getElementById("q");
  var keys = document.getElementById("keys");

  function move(by) {
    var here = links.indexOf(document.activeElement);
    var next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
    if (links[next]) {
      links[next].focus();
      links[next].scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("keydown", function (event) {
    var tag = event.target.tagName;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (tag === "INPUT" || tag === "SELECT" || tag === "TEXTAREA") {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/" && search) search.focus();
    else if (event.key === "?" && keys) keys.open = !keys.open;
    else return;
    event.preventDefault();
  });
})();
