/* The one script of the clinic, ES2019: pages work without it. */
"use strict";
(function () {
  // Enter moves on to the next field; it never sends a form by accident.
  document.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.key !== "Enter" || !field.form || !field.form.classList.contains("steps")) return;
    if (field.tagName !== "INPUT" && field.tagName !== "SELECT") return;
    var fields = Array.prototype.filter.call(field.form.elements, function (each) {
      return each.type !== "hidden" && !each.disabled && each.tabIndex >= 0;
    });
    var next = fields[fields.indexOf(field) + 1];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  // A page that the browser kept from before signing out is asked for anew.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });
})();
