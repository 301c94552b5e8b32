"use strict";
(function () {
  var root = document.documentElement;
  var data = JSON.parse(document.getElementById("chart-data").textContent);
  var drawn = [];

  function colour(name) {
    return getComputedStyle(root).getPropertyValue("--" + name).trim();
  }

  function short(v) {
    if (v == null) return "–";
    var a = Math.abs(v);
    if (a !== 0 && (a < 1e-3 || a >= 1e6)) return v.toExponential(2).replace("e", " e").replace("-", "−");
    return String(Number(v.toPrecision(4))).replace("-", "−");
  }

  function power(v) {
    var a = Math.pow(10, v);
    return a < 1e-3 || a >= 1e5 ? a.toExponential(0).replace("-", "−") : String(Number(a.toPrecision(2)));
  }

  function log(values) {
    return values.map(function (v) { return v > 0 ? Math.log10(v) : null; });
  }

  // A legend is without values until the chart is pointed at.
  function read(format) {
    return function (u, v, series, i) {
      return i == null ? "" : v == null ? "–" : format(v);
    };
  }

  var unlog = read(function (v) { return short(Math.pow(10, v)); });
  var plain = read(short);

  function axis(more) {
    var base = {
      stroke: colour("muted"),
      font: "12px system-ui, sans-serif",
      grid: { stroke: colour("line"), width: 1 },
      ticks: { show: false },
      gap: 8,
      size: 36
    };
    return Object.assign(base, more || {});
  }

  // Decades where there are many, else round steps within them.
  function logSplits(u, i, min, max) {
    var span = max - min, stride = Math.max(1, Math.ceil(span / 6));
    var steps = span > 3.5 ? [1] : span > 1.2 ? [1, 3] : span > 0.4 ? [1, 2, 3, 5, 7] : [1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9];
    var splits = [];
    for (var e = Math.floor(min); e <= max; e++) {
      if (e % stride !== 0) continue;
      steps.forEach(function (m) {
        var at = e + Math.log10(m);
        if (at >= min && at <= max) splits.push(at);
      });
    }
    return splits;
  }

  function logAxis(more) {
    return axis(Object.assign({
      splits: logSplits,
      values: function (u, splits) { return splits.map(power); }
    }, more || {}));
  }

  function valueAxis(more) {
    return axis(Object.assign({
      size: 58,
      values: function (u, splits) { return splits.map(short); }
    }, more || {}));
  }

  function line(label, tone, value, more) {
    return Object.assign({
      label: label, stroke: colour(tone), marker: colour(tone), width: 2, value: value, spanGaps: true,
      points: { show: false }
    }, more || {});
  }

  // A dashed line across the chart at one x or one y; a label stands at the top of an upright one.
  function rule(at, horizontal, tone, label, left) {
    return {
      hooks: {
        draw: function (u) {
          if (at == null) return;
          var box = u.bbox, c = u.ctx, p = u.valToPos(at, horizontal ? "y" : "x", true);
          c.save();
          c.strokeStyle = colour(tone);
          c.lineWidth = devicePixelRatio;
          c.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
          c.beginPath();
          if (horizontal) {
            if (p >= box.top && p <= box.top + box.height) {
              c.moveTo(box.left, p);
              c.lineTo(box.left + box.width, p);
            }
          } else {
            c.moveTo(p, box.top);
            c.lineTo(p, box.top + box.height);
          }
          c.stroke();
          if (label) {
            c.fillStyle = colour(tone);
            c.font = 12 * devicePixelRatio + "px system-ui, sans-serif";
            c.textBaseline = "top";
            // Without room on its side, a label goes to the other, a line lower.
            var gap = 5 * devicePixelRatio, wide = c.measureText(label).width + gap;
            var turned = left ? p - wide < box.left : p + wide > box.left + box.width;
            var leftward = Boolean(left) !== turned;
            c.textAlign = leftward ? "right" : "left";
            c.fillText(label, p + (leftward ? -gap : gap), box.top + (turned ? 18 : 2) * devicePixelRatio);
          }
          c.restore();
        }
      }
    };
  }

  // The λs of the rules where they are known, else the λ that was chosen.
  function lambdaRules(points) {
    var at = function (v) { return v > 0 ? Math.log10(v) : null; };
    if (points.lambda1se == null) return [rule(at(points.chosen), false, "second", points.lambdaMin == null ? "" : "λ.min")];
    return [
      rule(at(points.lambdaMin), false, "second", "λ.min", true),
      rule(at(points.lambda1se), false, "second", "λ.1se", false)
    ];
  }

  // A bar of one standard error around each point of a series.
  function errorBars(series, errors, tone) {
    return {
      hooks: {
        draw: function (u) {
          var c = u.ctx, ratio = devicePixelRatio, y = u.data[series];
          c.save();
          c.strokeStyle = colour(tone);
          c.lineWidth = ratio;
          c.beginPath();
          u.data[0].forEach(function (at, i) {
            if (y[i] == null || errors[i] == null) return;
            var p = u.valToPos(at, "x", true), cap = 2 * ratio;
            [1, -1].forEach(function (sign) {
              var end = u.valToPos(y[i] + sign * errors[i], "y", true);
              c.moveTo(p, u.valToPos(y[i], "y", true));
              c.lineTo(p, end);
              c.moveTo(p - cap, end);
              c.lineTo(p + cap, end);
            });
          });
          c.stroke();
          c.restore();
        }
      }
    };
  }

  var legend = {
    markers: {
      width: 0,
      fill: function (u, i) { return u.series[i].marker; }
    }
  };

  // Keys move the cursor from point to point; a place keeps its keys when it is drawn anew.
  function keys(place) {
    var current = function () {
      return drawn.filter(function (d) { return d.place === place; })[0].plot;
    };
    place.tabIndex = 0;
    place.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key], plot = current(), x = plot.data[0];
      if (!step) return;
      event.preventDefault();
      var i = plot.cursor.idx == null ? (step > 0 ? 0 : x.length - 1) : plot.cursor.idx + step;
      i = Math.max(0, Math.min(x.length - 1, i));
      plot.setCursor({ left: plot.valToPos(x[i], "x"), top: plot.over.clientHeight / 2 });
    });
    place.addEventListener("blur", function () { current().setCursor({ left: -10, top: -10 }); });
  }

  function draw(id, options, columns) {
    var place = document.getElementById(id);
    if (!place) return;
    var size = function () { return { width: Math.max(240, place.clientWidth), height: place.classList.contains("tallplot") ? 340 : 260 }; };
    var settings = Object.assign({ legend: legend, cursor: { drag: { x: false, y: false } } }, size(), options);
    var plot = new uPlot(settings, columns, place);
    drawn.push({ plot: plot, place: place, size: size });
    place.dataset.points = columns[0].length;
    place.dataset.series = columns.length - 1;
    if (place.tabIndex < 0) keys(place);
  }

  function edges(u) {
    var labels = u.root.querySelectorAll(".u-legend .u-series");
    u.series.forEach(function (series, i) {
      if (series.unlisted) labels[i].style.display = "none";
    });
  }

  function padded(u, min, max) {
    var room = (max - min || Math.abs(max) || 1) * 0.06;
    return [min - room, max + room];
  }

  // The errors of fits that are far from close would flatten the turn that matters.
  function aroundTheTurn(train, held) {
    var known = function (values) { return values.filter(function (v) { return v != null; }); };
    var t = known(train), h = known(held), all = t.concat(h);
    var lowest = Math.min.apply(null, all), highest = Math.max.apply(null, all);
    var turn = Math.min.apply(null, h);
    var gap = Math.max(turn - lowest, Math.min(h[0], h[h.length - 1]) - turn);
    var top = gap > 1e-3 * (highest - lowest) ? Math.min(highest, turn + 2.5 * gap) : highest;
    return function (u) { return padded(u, lowest, top); };
  }

  // Whole numbers alone: there is no half of an iteration.
  function counted(more) {
    return axis(Object.assign({
      incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000],
      values: function (u, splits) { return splits.map(short); }
    }, more || {}));
  }

  function loss(trace) {
    // Few iterations are dots with lines between them.
    var dots = { points: { show: trace.iteration.length < 30, size: 6, fill: colour("accent") } };
    var y = trace.logLoss ? log(trace.loss) : trace.loss;
    draw("plot-loss", {
      scales: { x: { time: false }, y: { range: padded } },
      axes: [counted(), trace.logLoss ? logAxis({ size: 58 }) : valueAxis()],
      series: [{ label: "Iteration", value: plain }, line("Objective", "accent", trace.logLoss ? unlog : plain, dots)]
    }, [trace.iteration, y]);
    var tolerance = trace.tolerance > 0 ? Math.log10(trace.tolerance) : null;
    draw("plot-kkt", {
      scales: {
        x: { time: false },
        y: { range: function (u, min, max) {
          return padded(u, tolerance == null ? min : Math.min(min, tolerance), max);
        } }
      },
      axes: [counted(), logAxis({ size: 58 })],
      series: [{ label: "Iteration", value: plain }, line("KKT violation", "accent", unlog, dots)],
      plugins: [rule(tolerance, true, "second")]
    }, [trace.iteration, log(trace.kkt)]);
  }

  function path(points) {
    var x = log(points.lambda), rules = lambdaRules(points), errors = points.error;
    var series = [{ label: "λ", value: unlog }, line("Training", "muted", plain)];
    var columns = [x, points.train], plugins = rules;
    if (points.heldOut) {
      series.push(line(points.heldOutName, "accent", plain));
      columns.push(points.heldOut);
      if (errors) plugins = [errorBars(2, errors, "bar")].concat(rules);
    }
    var y = {
      range: function (u, min, max) {
        if (errors) {
          points.heldOut.forEach(function (v, i) {
            if (v == null || errors[i] == null) return;
            min = Math.min(min, v - errors[i]);
            max = Math.max(max, v + errors[i]);
          });
        }
        return padded(u, min, max);
      }
    };
    draw("plot-path", {
      scales: { x: { time: false }, y: y },
      axes: [logAxis({ space: 44 }), valueAxis()], series: series, plugins: plugins
    }, columns);
    draw("plot-support", {
      scales: { x: { time: false }, y: { range: function (u, min, max) { return [0, Math.max(1, max * 1.06)]; } } },
      axes: [logAxis({ space: 44 }), valueAxis()],
      series: [{ label: "λ", value: unlog }, line("Non-zero", "accent", plain)],
      plugins: lambdaRules(points)
    }, [x, points.nonzero]);
    if (!points.heldOut) return;
    draw("plot-error-lambda", {
      scales: { x: { time: false }, y: { range: aroundTheTurn(points.train, points.heldOut) } },
      axes: [logAxis({ space: 44 }), valueAxis()],
      series: [{ label: "λ", value: unlog }, line("Training", "muted", plain), line(points.heldOutName, "accent", plain)],
      plugins: [rule(points.chosen > 0 ? Math.log10(points.chosen) : null, false, "second", "chosen")]
    }, [x, points.train, points.heldOut]);
  }

  function size(points) {
    draw("plot-error-size", {
      scales: { x: { time: false }, y: { range: aroundTheTurn(points.train, points.heldOut) } },
      axes: [counted(), valueAxis()],
      series: [{ label: "Non-zero", value: plain }, line("Training", "muted", plain), line(points.heldOutName, "accent", plain)]
    }, [points.nonzero, points.train, points.heldOut]);
  }

  function percent(v) {
    return v == null ? "–" : short(100 * v) + " %";
  }

  function share(points) {
    var ahead = points.forecast, last = points.share.length - 1;
    var x = points.share.slice(), gap = x.map(function () { return null; });
    var from = function (values, end) {
      var out = gap.slice();
      out[last] = values[last];
      out.push(end);
      return out;
    };
    var edge = { stroke: "transparent", width: 0, unlisted: true };
    var columns = [x, points.low.slice(), points.high.slice(), points.train.slice(), points.test.slice()];
    var series = [
      { label: "Share", value: read(percent) },
      line("low", "accent", plain, edge), line("high", "accent", plain, edge),
      line("Training", "muted", plain), line("Test", "accent", plain, { points: { show: true, size: 5, fill: colour("accent") } })
    ];
    var bands = [{ series: [2, 1], fill: colour("accent-soft") }];
    if (ahead) {
      x.push(ahead.share);
      [1, 2, 3, 4].forEach(function (k) { columns[k].push(null); });
      columns.push(from(points.low, ahead.low), from(points.high, ahead.high), from(points.test, ahead.test));
      series.push(
        line("low", "accent", plain, edge), line("high", "accent", plain, edge),
        line("Forecast", "second", plain, { dash: [6, 5], points: { show: true, size: 5, fill: colour("second") } }));
      bands.push({ series: [6, 5], fill: colour("track") });
    }
    draw("plot-error-share", {
      scales: { x: { time: false }, y: { range: padded } },
      axes: [axis({ values: function (u, splits) { return splits.map(function (v) { return Math.round(100 * v) + " %"; }); } }), valueAxis()],
      series: series, bands: bands, hooks: { ready: [edges] },
      plugins: ahead ? [rule(1, false, "muted", "all rows", true)] : []
    }, columns);
  }

  // An update that hovers about the optimum would zigzag as a line; what is handed back never does.
  function iterations(points) {
    var dots = function (tone) {
      return { marker: colour(tone), paths: function () { return null; }, points: { show: true, size: 4, width: 0, fill: colour(tone) } };
    };
    draw("plot-error-iterations", {
      scales: { x: { time: false }, y: { range: aroundTheTurn(points.train, points.lowest) } },
      axes: [counted(), valueAxis()],
      series: [
        { label: "Iteration", value: plain },
        line("Training", "muted", plain, dots("muted")),
        line("Validation", "accent", plain, dots("bar")),
        line("Best so far", "accent", plain)
      ],
      plugins: [rule(points.best, false, "second", "best", false)]
    }, [points.iteration, points.train, points.validation, points.lowest]);
  }

  // Many lines: coloured by feature, and named below the chart when pointed at.
  function weights(points, at) {
    var x = log(points.lambda), features = [];
    points.columns.forEach(function (column) {
      if (features.indexOf(column.feature) < 0) features.push(column.feature);
    });
    var tone = function (feature) {
      var i = features.indexOf(feature);
      return i < 6 ? "c" + (i + 1) : "muted";
    };
    var pointed = document.getElementById("weights-pointed");
    var say = function (u) {
      var i = u.cursor.idx;
      if (i == null || u.pointedAt == null) return;
      var column = points.columns[u.pointedAt - 1];
      pointed.textContent = column.name + " " + (column.values[i] > 0 ? "+" : "") + short(column.values[i]) + " at λ = " + short(points.lambda[i]);
    };
    draw("plot-weights", {
      legend: { show: false },
      focus: { alpha: 0.25 },
      cursor: { drag: { x: false, y: false }, focus: { prox: 24 }, points: { show: false } },
      scales: { x: { time: false }, y: { range: padded } },
      axes: [logAxis({ space: 44 }), valueAxis()],
      series: [{}].concat(points.columns.map(function (column) {
        return line("", tone(column.feature), plain, { width: 1.5 });
      })),
      hooks: {
        setSeries: [function (u, i) { u.pointedAt = i; say(u); }],
        setCursor: [say]
      },
      plugins: [rule(0, true, "line")].concat(at ? lambdaRules(at) : [])
    }, [x].concat(points.columns.map(function (column) { return column.values; })));
    var key = document.getElementById("weights-key");
    key.textContent = "";
    features.forEach(function (feature) {
      var item = document.createElement("span"), mark = document.createElement("i");
      mark.style.background = colour(tone(feature));
      item.appendChild(mark);
      item.appendChild(document.createTextNode(feature));
      key.appendChild(item);
    });
  }

  function calibration(bins) {
    draw("plot-calibration", {
      scales: {
        x: { time: false, range: padded },
        y: { range: padded },
        n: { range: function (u, min, max) { return [0, max * 4]; } }
      },
      axes: [axis({ values: function (u, splits) { return splits.map(short); } }), valueAxis()],
      series: [
        { label: "Predicted", value: plain },
        { label: "Ratings", scale: "n", stroke: "transparent", fill: colour("accent-soft"), marker: colour("accent-soft"), width: 0,
          paths: uPlot.paths.bars({ size: [0.8, 48] }), points: { show: false }, value: plain },
        line("Perfect", "muted", plain, { width: 1, dash: [5, 4] }),
        line("Actual", "accent", plain, { points: { show: true, size: 7, fill: colour("accent") } })
      ]
    }, [bins.predicted, bins.count, bins.predicted, bins.actual]);
  }

  function residuals(bins) {
    draw("plot-residuals", {
      scales: { x: { time: false }, y: { range: function (u, min, max) { return [0, max * 1.06 || 1]; } } },
      axes: [axis({ values: function (u, splits) { return splits.map(short); } }), valueAxis()],
      series: [
        { label: "Residual", value: plain },
        { label: "Ratings", fill: colour("accent"), stroke: colour("accent"), marker: colour("accent"), width: 0,
          paths: uPlot.paths.bars({ size: [0.86, 60] }), points: { show: false }, value: plain }
      ],
      plugins: [rule(0, false, "second")]
    }, [bins.middle, bins.count]);
  }

  function drawAll() {
    drawn.forEach(function (d) { d.plot.destroy(); });
    drawn = [];
    if (data.trace) loss(data.trace);
    if (data.path) path(data.path);
    if (data.size) size(data.size);
    if (data.share) share(data.share);
    if (data.iterations) iterations(data.iterations);
    if (data.weights) weights(data.weights, data.path);
    if (data.calibration) calibration(data.calibration);
    if (data.residuals) residuals(data.residuals);
  }

  function fit() {
    drawn.forEach(function (d) { d.plot.setSize(d.size()); });
    reachable();
  }

  // What scrolls sideways can be scrolled by keys.
  function reachable() {
    Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (box) {
      if (box.classList.contains("tall")) return;
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }

  function columnsTable() {
    var table = document.getElementById("columns");
    if (!table) return;
    var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
    var texts = rows.map(function (r) { return r.cells[0].textContent.toLowerCase(); });
    var input = document.getElementById("filter"), found = document.getElementById("found");
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLowerCase(), shown = 0;
      rows.forEach(function (r, i) {
        var show = texts[i].indexOf(wanted) >= 0;
        r.hidden = !show;
        if (show) shown++;
      });
      found.textContent = wanted ? shown + " of " + rows.length : "";
    });
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, k) {
      head.firstChild.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") !== "descending";
        Array.prototype.forEach.call(heads, function (h) { h.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var sign = down ? -1 : 1;
        rows.slice().sort(function (a, b) {
          var p = a.cells[k], q = b.cells[k];
          return sign * (k === 0
            ? q.textContent.localeCompare(p.textContent) * -1
            : Number(p.dataset.value) - Number(q.dataset.value));
        }).forEach(function (r) { body.appendChild(r); });
      });
    });
  }

  root.classList.add("js");
  drawAll();
  columnsTable();
  reachable();
  addEventListener("resize", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
