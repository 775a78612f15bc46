/* Search through the index, the same place in the other language, and keys. ES2019, no request of its own. */
(function () {
  "use strict";
  var book = window.BOOK;
  var box = document.getElementById("search");
  var most = 40;

  function make(name, text, style) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (style) { made.className = style; }
    return made;
  }

  /* Words of letters as they are; runs of Chinese also by pairs, for what was not written exactly so. */
  function pieces(query) {
    return query.toLowerCase().split(/[\s，。、；：,;:]+/).filter(Boolean);
  }

  function pairs(piece) {
    var found = [];
    (piece.match(/[\u3400-\u9fff]{2,}/g) || []).forEach(function (run) {
      for (var i = 0; i + 2 <= run.length; i += 1) { found.push(run.slice(i, i + 2)); }
    });
    return found;
  }

  function score(row, wanted) {
    var id = row[1].toLowerCase();
    var title = row[2].toLowerCase();
    var rest = row[4].toLowerCase();
    var total = 0;
    for (var i = 0; i < wanted.length; i += 1) {
      var piece = wanted[i];
      if (id === piece) { total += 100; }
      else if (title === piece) { total += 60; }
      else if (id.indexOf(piece) === 0) { total += 30; }
      else if (title.indexOf(piece) === 0) { total += 24; }
      else if (title.indexOf(piece) > 0) { total += 16; }
      else if (id.indexOf(piece) > 0) { total += 12; }
      else if (rest.indexOf(piece) >= 0) { total += 6; }
      else { return 0; }
    }
    return total + 4 / (4 + title.length);
  }

  function near(row, wanted) {
    var grams = [];
    wanted.forEach(function (piece) { grams = grams.concat(pairs(piece)); });
    if (!grams.length) { return 0; }
    var text = row[2] + " " + row[4];
    var held = grams.filter(function (gram) { return text.indexOf(gram) >= 0; }).length;
    return held * 2 >= grams.length ? held / grams.length : 0;
  }

  function look(query) {
    var wanted = pieces(query);
    if (!wanted.length) { return null; }
    function best(judge) {
      return book.rows.map(function (row, at) { return { row: row, at: at, score: judge(row, wanted) }; })
        .filter(function (hit) { return hit.score > 0; })
        .sort(function (a, b) { return b.score - a.score || a.at - b.at; });
    }
    var found = best(score);
    return { hits: found.length ? found : best(near), wanted: wanted };
  }

  /* The text with what was looked for marked, as nodes: nothing is ever read as markup. */
  function marked(text, wanted) {
    var low = text.toLowerCase();
    var holder = make("span");
    var at = 0;
    while (at < text.length) {
      var next = -1;
      var size = 0;
      wanted.forEach(function (piece) {
        var place = low.indexOf(piece, at);
        if (place >= 0 && (next < 0 || place < next)) { next = place; size = piece.length; }
      });
      if (next < 0) { break; }
      holder.appendChild(document.createTextNode(text.slice(at, next)));
      holder.appendChild(make("mark", text.slice(next, next + size)));
      at = next + size;
    }
    holder.appendChild(document.createTextNode(text.slice(at)));
    return holder;
  }

  function show(list, query) {
    while (list.firstChild) { list.removeChild(list.firstChild); }
    var found = look(query);
    list.hidden = !found;
    if (!found) { return; }
    var count = found.hits.length;
    var said = make("p", count ? book.words.found.replace("{}", count) : book.words.none);
    said.setAttribute("role", "status");
    list.appendChild(said);
    var items = make("ul");
    found.hits.slice(0, most).forEach(function (hit) {
      var row = hit.row;
      var link = make("a");
      link.href = row[3];
      link.appendChild(marked(row[2], found.wanted));
      link.appendChild(make("br"));
      link.appendChild(make("small", book.words.kinds[row[0]] + " · " + row[1]));
      var item = make("li");
      item.appendChild(link);
      items.appendChild(item);
    });
    if (count) { list.appendChild(items); }
  }

  function step(list, input, by) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var to = links.indexOf(document.activeElement) + by;
    if (to < 0) { input.focus(); } else if (links[to]) { links[to].focus(); }
  }

  function search() {
    var label = make("label");
    var input = make("input");
    var list = make("div", "", "hits");
    input.type = "search";
    input.setAttribute("aria-label", box.getAttribute("data-label"));
    input.placeholder = box.getAttribute("data-hint");
    input.autocomplete = "off";
    list.hidden = true;
    label.appendChild(input);
    box.appendChild(label);
    box.appendChild(list);
    input.addEventListener("input", function () { show(list, input.value); });
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { list.hidden = true; input.focus(); }
      else if (event.key === "ArrowDown") { event.preventDefault(); step(list, input, 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); step(list, input, -1); }
      else if (event.key === "Enter" && event.target === input) {
        var first = list.querySelector("a");
        if (first) { window.location.href = first.href; list.hidden = true; }
      }
    });
    list.addEventListener("click", function () { list.hidden = true; });
    document.addEventListener("click", function (event) {
      if (!box.contains(event.target)) { list.hidden = true; }
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(input|textarea|select)$/i.test(event.target.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
      }
    });
  }

  /* The same place in the other language: the last anchor scrolled past, else the one in the address. */
  function here() {
    var places = document.querySelectorAll("main [id]");
    var last = "";
    for (var i = 0; i < places.length; i += 1) {
      if (places[i].getBoundingClientRect().top > 118) { break; }
      last = places[i].id;
    }
    return window.pageYOffset > 0 && last ? "#" + encodeURIComponent(last) : window.location.hash;
  }

  var other = document.querySelector("a.language");
  if (other) {
    var plain = other.getAttribute("href");
    other.addEventListener("click", function () { other.href = plain + here(); });
  }
  if (book && box) { search(); }
}());
