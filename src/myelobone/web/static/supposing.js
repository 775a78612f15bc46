/* Asks again while something is being supposed, ES2019; an answer that comes too late is dropped. */
"use strict";
(function () {
  var form = document.getElementById("suppose");
  var place = document.getElementById("supposed");
  var timer = 0;
  var asked = null;
  if (!form || !place || !window.fetch || !window.AbortController) return;

  function ask() {
    if (asked) asked.abort();
    var mine = (asked = new AbortController());
    var query = new URLSearchParams(new FormData(form));
    query.set("part", "1");
    fetch(form.action.split("?")[0] + "?" + query, { signal: mine.signal, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (text) {
        if (mine !== asked) return;
        place.innerHTML = text;
        place.classList.remove("waits");
      })
      .catch(function (error) {
        if (error.name !== "AbortError" && mine === asked) form.submit();
      });
  }

  form.addEventListener("input", function () {
    place.classList.add("waits"); // what stands there is of an earlier supposition
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 250);
  });
})();
