// Draws the charts of a page from its JSON. Colours are Okabe and Ito's, and never the only difference: bars have patterns,
// lines have strokes and symbols, schools have shapes.
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var words = data.words;
  var FONT = getComputedStyle(document.body).fontFamily;
  var INK = "#1a1a1a", SOFT = "#555", LINE = "#cfcfcf";
  var COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
  var STROKES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [3, 3], [12, 4], "solid"];
  var SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "pin", "arrow"];
  var PATTERNS = [
    { symbol: "none" },
    { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: "rgba(255,255,255,.75)" },
    { symbol: "circle", symbolSize: 0.6, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], color: "rgba(255,255,255,.85)" },
    { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 2, color: "rgba(255,255,255,.8)" },
    { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: "rgba(255,255,255,.75)" },
    { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], color: "rgba(255,255,255,.8)" },
    { symbol: "none" },
  ];
  var BEFORE = { color: "#d9dde1", borderColor: "#444", borderWidth: 1 };
  var AFTER = { color: "#0072b2", borderColor: "#0072b2", borderWidth: 1 };

  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; });
  }

  function base() {
    return {
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: 13, color: INK },
      color: COLOURS,
      aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
      tooltip: { confine: true, textStyle: { fontFamily: FONT, fontSize: 13, color: INK } },
    };
  }

  function look(series, at) {
    if (series.look === "before") { return { style: BEFORE, pattern: PATTERNS[0] }; }
    if (series.look === "after") { return { style: AFTER, pattern: PATTERNS[0] }; }
    var n = at % COLOURS.length;
    return { style: { color: COLOURS[n], borderColor: COLOURS[n], borderWidth: 1 }, pattern: PATTERNS[n] };
  }

  function wrap(text, most) {
    // Between words, and between any two Chinese characters.
    var out = [], line = "", width = 0;
    (String(text).match(/[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff]|\s+/g) || []).forEach(function (part) {
      var w = part.charCodeAt(0) > 0x2e7f ? 2 : part.trimEnd().length;
      if (width && width + w > most) { out.push(line.trimEnd()); line = ""; width = 0; }
      line += part; width += part.charCodeAt(0) > 0x2e7f ? 2 : part.length;
    });
    out.push(line.trimEnd());
    return out.join("\n");
  }

  function bars(chart, width) {
    var option = base(), narrow = width < 520;
    var names = { type: "category", data: chart.categories, axisTick: { show: false }, axisLine: { lineStyle: { color: SOFT } } };
    var figures = { type: "value", splitLine: { lineStyle: { color: "#e6e6e6" } }, axisLabel: { color: SOFT } };
    if (chart.across) {
      names.inverse = true;
      names.axisLabel = { color: INK, fontSize: narrow ? 12 : 13, formatter: function (v) { return wrap(v, narrow ? 16 : 34); } };
      option.xAxis = figures;
      option.yAxis = names;
    } else {
      names.axisLabel = { color: INK, interval: 0, rotate: narrow && chart.categories.length > 6 ? 45 : 0 };
      if (chart.unit) { names.name = chart.unit; names.nameLocation = "end"; names.nameGap = 6; }
      option.xAxis = names;
      option.yAxis = figures;
    }
    option.grid = { left: 4, right: narrow && !chart.across ? 36 : 44, top: chart.series.length > 1 ? 34 : 12, bottom: 4, containLabel: true };
    if (chart.series.length > 1) { option.legend = { top: 0, left: 0, itemWidth: 22, itemHeight: 12, textStyle: { fontSize: 13 } }; }
    option.tooltip.trigger = "axis";
    option.tooltip.axisPointer = { type: "shadow" };
    var whole = chart.series.every(function (s) { return s.values.every(function (v) { return v === null || v % 1 === 0; }); });
    if (whole) { figures.minInterval = 1; }
    option.series = chart.series.map(function (series, at) {
      var own = look(series, at);
      return {
        type: "bar", name: series.name, data: series.values, barMaxWidth: 16, barGap: "10%",
        itemStyle: Object.assign({ decal: own.pattern }, own.style),
        label: { show: true, position: chart.across ? "right" : "top", color: INK, fontSize: 12 },
      };
    });
    return option;
  }

  function lines(chart) {
    var option = base(), many = chart.series.length > 1;
    option.grid = { left: 4, right: 14, top: many ? 30 : 14, bottom: 2, containLabel: true };
    option.xAxis = { type: "category", data: chart.categories, boundaryGap: false, axisLabel: { color: SOFT, fontSize: 11, hideOverlap: true } };
    option.yAxis = { type: "value", scale: !chart.zero, splitNumber: 3, axisLabel: { color: SOFT, fontSize: 11 }, splitLine: { lineStyle: { color: "#e6e6e6" } } };
    if (chart.zero) { option.yAxis.min = 0; }
    if (many) { option.legend = { top: 0, left: 0, itemWidth: 26, itemHeight: 9, itemGap: 8, textStyle: { fontSize: 11 }, type: "plain" }; }
    option.tooltip.trigger = "axis";
    option.aria.decal.show = false;
    if (chart.series.every(function (s) { return s.values.every(function (v) { return v === null || v % 1 === 0; }); })) {
      option.yAxis.minInterval = 1;
    }
    var n = -1;
    option.series = chart.series.map(function (series) {
      var plain = series.look === "before" || series.look === "asked";
      if (!plain) { n += 1; }
      var at = n % COLOURS.length, colour = plain ? "#666" : COLOURS[at];
      return {
        type: "line", name: series.name, data: series.values, connectNulls: false,
        symbol: plain ? "none" : SYMBOLS[at], symbolSize: 7, showAllSymbol: chart.categories.length <= 20, z: plain ? 2 : 3,
        lineStyle: { color: colour, width: plain ? 1.8 : 2.4, type: series.look === "asked" ? "dotted" : plain ? "dashed" : STROKES[at] },
        itemStyle: { color: colour },
      };
    });
    return option;
  }

  function points(chart, width) {
    var option = base();
    option.grid = { left: 8, right: 24, top: 56, bottom: 30, containLabel: true };
    option.aria.decal.show = false;
    option.legend = { top: 0, left: 0, itemWidth: 22, textStyle: { fontSize: 13 } };
    var ends = function (of) {
      var all = chart.points.map(of), least = Math.min.apply(null, all), most = Math.max.apply(null, all), pad = (most - least || Math.abs(most) || 1) * 0.12;
      var step = Math.pow(10, Math.floor(Math.log(pad) / Math.LN10));
      var even = function (v) { return Number(v.toPrecision(10)); };
      return { min: even(Math.floor((least - pad) / step) * step), max: even(Math.ceil((most + pad) / step) * step) };
    };
    var across = ends(function (p) { return p.x; }), up = ends(function (p) { return p.y; });
    option.xAxis = { type: "value", min: across.min, max: across.max, name: chart.x, nameLocation: "middle", nameGap: 30, splitLine: { lineStyle: { color: "#eee" } } };
    option.yAxis = { type: "value", min: up.min, max: up.max, name: chart.y, nameLocation: "end", nameTextStyle: { align: "left" }, splitLine: { lineStyle: { color: "#eee" } } };
    option.tooltip.formatter = function (p) {
      return escaped(p.data.name) + "<br>" + escaped(chart.x) + "：" + p.data.value[0] + "<br>" + escaped(chart.y) + "：" + p.data.value[1];
    };
    var of = function (front) {
      return chart.points.filter(function (p) { return p.front === front; }).map(function (p) { return { name: p.name, value: [p.x, p.y] }; });
    };
    option.series = [
      { type: "scatter", name: chart.others, data: of(false), symbol: "emptyCircle", symbolSize: 9, itemStyle: { color: "#777" },
        label: { show: chart.points.length <= 20, position: "right", formatter: function (p) { return wrap(p.data.name, width < 520 ? 16 : 40); }, fontSize: 11, color: SOFT },
        labelLayout: { hideOverlap: true, dy: -10 } },
      {
        type: "line", name: chart.front, data: of(true), step: chart.step, symbol: "rect", symbolSize: 10,
        lineStyle: { color: COLOURS[0], width: 2 }, itemStyle: { color: COLOURS[0] },
        label: { show: true, position: "right", formatter: function (p) { return wrap(p.data.name, width < 520 ? 16 : 40); }, fontSize: width < 520 ? 11 : 12, color: INK, textBorderColor: "#fff", textBorderWidth: 3 },
        labelLayout: { hideOverlap: true, dy: -10 },
      },
    ];
    if (!option.series[0].data.length) { option.series.shift(); }
    return option;
  }

  // Places the labels of schools so that none covers another school or label; a school without room goes without.
  function places(schools, at, box, narrow) {
    var taken = schools.map(function (s) { var p = at(s), r = s.size / 2 + 1; return [p[0] - r, p[1] - r, p[0] + r, p[1] + r]; });
    var free = function (b, own) {
      if (b[0] < box[0] || b[1] < box[1] || b[2] > box[2] || b[3] > box[3]) { return false; }
      return taken.every(function (t, n) { return n === own || b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3]; });
    };
    var size = narrow ? 11 : 12, order = schools.map(function (s, n) { return n; });
    order.sort(function (a, b) { return (schools[b].busy ? 1 : 0) - (schools[a].busy ? 1 : 0) || a - b; });
    order.forEach(function (n) {
      var s = schools[n], p = at(s), r = s.size / 2 + 4, w = 0;
      s.name.split("").forEach(function (c) { w += c.charCodeAt(0) > 0x2e7f ? size : size * 0.58; });
      var h = size + 2, tries = [
        ["right", [p[0] + r, p[1] - h / 2, p[0] + r + w, p[1] + h / 2]],
        ["left", [p[0] - r - w, p[1] - h / 2, p[0] - r, p[1] + h / 2]],
        ["top", [p[0] - w / 2, p[1] - r - h, p[0] + w / 2, p[1] - r]],
        ["bottom", [p[0] - w / 2, p[1] + r, p[0] + w / 2, p[1] + r + h]],
      ];
      tries.some(function (t) {
        if (!free(t[1], n)) { return false; }
        taken.push(t[1]);
        s.label = t[0];
        return true;
      });
    });
  }

  function nice(km) {
    var power = Math.pow(10, Math.floor(Math.log(km) / Math.LN10)), rest = km / power;
    return (rest >= 5 ? 5 : rest >= 2 ? 2 : 1) * power;
  }

  function map(chart, width, height) {
    var option = base(), narrow = width < 520;
    var xs = chart.schools.map(function (s) { return s[1]; }), ys = chart.schools.map(function (s) { return s[2]; });
    var left = Math.min.apply(null, xs), right = Math.max.apply(null, xs), low = Math.min.apply(null, ys), high = Math.max.apply(null, ys);
    var pad = 0.09 * Math.max(right - left, high - low, 1);
    left -= pad; right += pad; low -= pad; high += pad;
    // The same scale both ways: the shorter way is widened.
    var room = [width - 16, height - 50], scale = Math.max((right - left) / room[0], (high - low) / room[1]);
    var dx = (scale * room[0] - (right - left)) / 2, dy = (scale * room[1] - (high - low)) / 2;
    left -= dx; right += dx; low -= dy; high += dy;
    option.grid = { left: 8, right: 8, top: 42, bottom: 8, show: true, borderColor: LINE, backgroundColor: "#fbfcfd" };
    option.xAxis = { type: "value", min: left, max: right, show: false };
    option.yAxis = { type: "value", min: low, max: high, show: false };
    option.aria.decal.show = false;
    option.legend = { top: 0, left: 0, itemWidth: 24, itemHeight: 12, itemGap: narrow ? 8 : 14, textStyle: { fontSize: narrow ? 12 : 13 }, selectedMode: false, data: [] };
    var busy = {};
    chart.arcs.forEach(function (a) { busy[a[0]] = busy[a[1]] = true; });
    var dense = chart.schools.length > 80 ? 0.7 : 1;
    var rows = chart.schools.map(function (s, n) {
      return { name: s[0], x: s[1], y: s[2], side: s[3], counts: [s[4], s[5]], busy: !!busy[n], size: dense * (s[3] === "receiving" ? 9 + Math.min(16, 1.6 * s[5]) : 11) };
    });
    places(rows, function (s) { return [8 + (s.x - left) / scale, 42 + (high - s.y) / scale]; }, [10, 44, width - 10, height - 30], narrow);
    var kinds = [["sending", "square", "#d55e00"], ["receiving", "circle", "#0072b2"], ["outside", "triangle", "#777777"]];
    option.series = [];
    var many = chart.arcs.length > 60;
    var ways = [["down", "solid", "#0072b2", 0.18], ["up", "dashed", "#d55e00", 0.18], ["level", "dotted", "#444444", 0.3]];
    var strokes = { solid: "path://M0 5h24v2H0z", dashed: "path://M0 5h9v2H0zM15 5h9v2h-9z", dotted: "path://M0 5h3v2H0zM7 5h3v2H7zM14 5h3v2h-3zM21 5h3v2h-3z" };
    ways.forEach(function (way) {
      var arcs = chart.arcs.filter(function (a) { return a[3] === way[0]; });
      if (!arcs.length) { return; }
      option.legend.data.push({ name: words[way[0]], icon: strokes[way[1]] });
      option.series.push({
        type: "lines", name: words[way[0]], coordinateSystem: "cartesian2d", z: 2, silent: false,
        symbol: ["none", "arrow"], symbolSize: many ? 6 : narrow ? 9 : 12,
        lineStyle: { color: way[2], type: way[1], curveness: way[3], opacity: many ? 0.45 : 0.75 }, itemStyle: { color: way[2] },
        data: arcs.map(function (a) {
          var from = chart.schools[a[0]], to = chart.schools[a[1]];
          return {
            name: from[0] + " → " + to[0], value: a[2],
            coords: [[from[1], from[2]], [to[1], to[2]]], lineStyle: { width: Math.min(6, (many ? 0.5 : 1.2) + 0.8 * a[2]) },
          };
        }),
      });
    });
    kinds.forEach(function (kind) {
      var schools = rows.filter(function (s) { return s.side === kind[0]; });
      if (!schools.length) { return; }
      option.legend.data.push({ name: words[kind[0]], icon: kind[1] });
      option.series.push({
        type: "scatter", name: words[kind[0]], symbol: kind[1], z: 4,
        itemStyle: { color: kind[2], borderColor: "#fff", borderWidth: 1.5, opacity: 0.95 },
        data: schools.map(function (s) {
          return {
            name: s.name, value: [s.x, s.y], counts: s.counts, symbolSize: s.size,
            label: { show: !!s.label, formatter: "{b}", position: s.label || "right", distance: 4, fontSize: narrow ? 11 : 12, color: INK, textBorderColor: "#fff", textBorderWidth: 3 },
          };
        }),
      });
    });
    var km = nice((right - left) / 4), x0 = left + (right - left) * 0.03, y0 = low + (high - low) * 0.04;
    option.series.push({
      type: "line", z: 5, silent: true, symbol: "rect", symbolSize: [2, 10], data: [[x0, y0], { value: [x0 + km, y0], label: { show: true } }],
      lineStyle: { color: INK, width: 2 }, itemStyle: { color: INK }, label: { show: false, position: "right", formatter: km + " " + words.km, color: INK, fontSize: 12 },
      tooltip: { show: false },
    });
    option.tooltip.formatter = function (p) {
      if (p.seriesType === "lines") { return escaped(p.name) + "<br>" + escaped(words.moves) + "：" + p.data.value; }
      return escaped(p.name) + "<br>" + escaped(words["posts-short"]) + "：" + p.data.counts[0] + " → " + p.data.counts[1];
    };
    return option;
  }

  var kinds = { bars: bars, lines: lines, points: points, map: map };
  var drawn = [];

  // On paper as wide as the type area, whatever the window is.
  var PAPER = 680, SMALL = 216, paper = false;

  function size(place) {
    var width = paper ? (place.closest(".multiples") ? SMALL : PAPER) : place.clientWidth || 640, height = Number(place.getAttribute("data-height")) || 300;
    var chart = data.charts[Number(place.getAttribute("data-chart"))];
    if (chart.kind === "map") { height = Math.round(Math.min(chart.schools.length > 80 ? 720 : height, Math.max(340, width * 0.95))); }
    if (chart.kind === "bars" && chart.across && chart.series.length > 2) { height = 60 + chart.categories.length * (14 + 18 * chart.series.length); }
    return { width: width, height: height };
  }

  function draw(place) {
    var chart = data.charts[Number(place.getAttribute("data-chart"))], room = size(place);
    place.style.height = room.height + "px";
    var made = echarts.init(place, null, { renderer: "svg", width: room.width, height: room.height });
    made.setOption(kinds[chart.kind](chart, room.width, room.height));
    made.getZr().flush();
    // Printed, a chart is as wide as the paper.
    var svg = place.querySelector("svg");
    if (svg) { svg.setAttribute("viewBox", "0 0 " + room.width + " " + room.height); }
    place.setAttribute("data-drawn", "yes");
    drawn.push(made);
  }

  function all() {
    drawn.forEach(function (made) { made.dispose(); });
    drawn = [];
    Array.prototype.forEach.call(document.querySelectorAll(".chart"), draw);
  }

  var folded = [];
  function unfold() {
    folded = Array.prototype.filter.call(document.querySelectorAll("details"), function (d) { return !d.open && d.querySelectorAll("tr").length <= 60; });
    folded.forEach(function (d) { d.open = true; });
  }

  var last = window.innerWidth, waiting = 0;
  window.addEventListener("resize", function () {
    if (window.innerWidth === last) { return; }
    last = window.innerWidth;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(all, 150);
  });
  window.addEventListener("beforeprint", function () {
    unfold();
    paper = true;
    all();
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (d) { d.open = false; });
    paper = false;
    all();
  });
  all();
  document.documentElement.setAttribute("data-ready", "yes");
})();
