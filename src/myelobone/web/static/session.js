/* Counts to the end of the session, ES2019. The server ends it, with this script or without. */
"use strict";
(function () {
  var box = document.getElementById("ends");
  if (!box) return;
  var WARN = 120, EVERY = 45; // seconds: told before the end; typing is told to the server
  var soon = box.querySelector(".soon"), over = box.querySelector(".over"), count = box.querySelector(".count");
  var until = Date.now() + Number(box.dataset.left) * 1000;
  var typed = false, active = false, told = Date.now(), covered = false, asking = false;

  function left() { return Math.round((until - Date.now()) / 1000); }
  function token() { return document.querySelector("[name=csrfmiddlewaretoken]"); }

  // Asks how long there is; `heard` says that somebody is here.
  function ask(heard) {
    if (asking) return;
    asking = true;
    var how = { credentials: "same-origin", cache: "no-store", redirect: "error" };
    if (heard && token()) {
      how.method = "POST";
      how.headers = { "X-CSRFToken": token().value };
    }
    fetch(box.dataset.session, how).then(function (answer) {
      return answer.ok ? answer.json() : { account: null, left: 0 };
    }).then(function (state) {
      asking = false;
      var same = state.account !== null && String(state.account) === box.dataset.account;
      if (!same) return state.account === null ? end() : window.location.reload();
      until = Date.now() + state.left * 1000;
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = state.token; });
      if (covered) uncover();
      show();
    }).catch(function () {
      asking = false; // the server is away; it decides when it is back
    });
  }

  function end() {
    until = Date.now();
    if (!typed) {
      window.location.replace(box.dataset.signIn + "?over=idle&next=" + encodeURIComponent(window.location.pathname));
      return;
    }
    covered = true;
    document.body.classList.add("covered");
    box.hidden = over.hidden = false;
    soon.hidden = true;
    over.querySelector("a").focus();
  }

  function uncover() {
    covered = false;
    document.body.classList.remove("covered");
    over.hidden = true;
  }

  function show() {
    var rest = left();
    if (covered) return;
    box.hidden = soon.hidden = rest > WARN;
    count.textContent = Math.floor(Math.max(rest, 0) / 60) + ":" + ("0" + (Math.max(rest, 0) % 60)).slice(-2);
  }

  box.querySelector(".stay").addEventListener("click", function () { ask(true); });
  document.addEventListener("input", function (event) {
    active = true;
    if (event.target.form && event.target.form.method === "post") typed = true;
  });
  window.addEventListener("focus", function () { if (covered || left() <= WARN) ask(false); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden && (covered || left() <= WARN)) ask(false); });

  window.setInterval(function () {
    if (covered) return;
    var rest = left();
    // another window may have been used meanwhile: asked once before the warning, and at the end
    if (rest === WARN || rest <= 0) return ask(false);
    if (active && Date.now() - told > EVERY * 1000) {
      active = false;
      told = Date.now();
      return ask(true);
    }
    show();
  }, 1000);
  show();
})();
