"use strict";

// Pictures of our own, drawn when the page opens: nothing to download, nothing to license.
const samples = (() => {
  const side = 96;
  const corners = (count, radius) => (path) => {
    for (let i = 0; i < count; i++) {
      const angle = 2 * Math.PI * i / count - Math.PI / 2;
      path.lineTo(radius(i) * Math.cos(angle), radius(i) * Math.sin(angle));
    }
    path.closePath();
  };
  const shapes = {
    star: corners(10, (i) => i % 2 ? .42 : 1),
    heart: (path) => {
      path.moveTo(0, 1);
      path.bezierCurveTo(-1.6, 0, -.9, -1.4, 0, -.5);
      path.bezierCurveTo(.9, -1.4, 1.6, 0, 0, 1);
    },
    ring: (path) => {
      path.arc(0, 0, 1, 0, 2 * Math.PI);
      path.moveTo(.55, 0);
      path.arc(0, 0, .55, 0, 2 * Math.PI, true);
    },
    triangle: corners(3, () => 1),
    cross: (path) => {
      path.rect(-1, -.33, 2, .66);
      path.rect(-.33, -1, .66, 2);
    },
  };

  function draw(name, index) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const context = canvas.getContext("2d");
    const hue = 40 + index * 67;
    const ground = context.createLinearGradient(0, 0, side, side);
    ground.addColorStop(0, `hsl(${hue} 55% 72%)`);
    ground.addColorStop(1, `hsl(${hue + 30} 50% 52%)`);
    context.fillStyle = ground;
    context.fillRect(0, 0, side, side);
    context.translate(side / 2, side / 2);
    context.rotate((index - 2) * .12);
    context.scale(side * .37, side * .37);
    context.beginPath();
    shapes[name](context);
    context.fillStyle = `hsl(${hue + 170} 65% 38%)`;
    context.fill();
    return canvas;
  }

  return Object.keys(shapes).map((name, index) => ({ name, canvas: draw(name, index) }));
})();
