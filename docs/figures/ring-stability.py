#!/usr/bin/env python3
"""Draws ring-stability.svg: up to which rate x curvature the disagreement of three networks dies down, for each momentum.

python3 docs/figures/ring-stability.py          Needs nothing but Python.
"""
import cmath
import pathlib

W = cmath.exp(2j * cmath.pi / 3)                    # P's eigenvalue on the disagreement of three networks; the other is its conjugate
RINGS = [                                           # name, eigenvalues of I - P in turn, colour
    ("all others", [1.5], "#6b7280"),
    ("alternating ring", [1 - W, 1 - W.conjugate()], "#0369a1"),
    ("fixed ring", [1 - W], "#b91c1c"),
]


def growth(eigenvalues, kappa, b):
    """Largest |eigenvalue| of one turn of (x, x before) -> ((1 + b - kappa e) x - b x before, x)."""
    m = (1, 0, 0, 1)
    for e in eigenvalues:
        a = 1 + b - kappa * e
        m = (a * m[0] - b * m[2], a * m[1] - b * m[3], m[0], m[1])
    half, det = (m[0] + m[3]) / 2, m[0] * m[3] - m[1] * m[2]
    root = cmath.sqrt(half * half - det)
    return max(abs(half + root), abs(half - root))


def limit(eigenvalues, b):
    """The smallest rate x curvature at which it grows."""
    kappa = 1e-3
    while growth(eigenvalues, kappa, b) <= 1 + 1e-9:
        kappa *= 1.001
    return kappa


LEFT, TOP, WIDTH, HEIGHT = 60, 16, 400, 230
across = lambda b: LEFT + WIDTH * b / 0.98
down = lambda kappa: TOP + HEIGHT * (cmath.log10(4 / kappa).real / cmath.log10(4 / 1e-3).real)
momenta = [i / 100 for i in range(99)]
text = '<text x="{:.0f}" y="{:.0f}" text-anchor="{}"{}>{}</text>'.format
svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 300" font-family="sans-serif" font-size="12" role="img">',
       "<title>Where the disagreement of three networks dies down</title>", '<rect width="620" height="300" fill="#fff"/>']
for kappa in (0.001, 0.01, 0.1, 1):
    svg += [f'<path d="M{LEFT} {down(kappa):.1f}h{WIDTH}" stroke="#e5e7eb"/>', text(LEFT - 6, down(kappa) + 4, "end", "", kappa)]
for b in (0, 0.2, 0.4, 0.6, 0.8, 0.9):
    svg.append(text(across(b), TOP + HEIGHT + 18, "middle", "", b))
for name, eigenvalues, colour in RINGS:
    limits = [limit(eigenvalues, b) for b in momenta]
    line = " ".join(f"{across(b):.1f},{down(kappa):.1f}" for b, kappa in zip(momenta, limits))
    at = limit(eigenvalues, 0.9)
    svg += [f'<polygon points="{line} {LEFT + WIDTH},{TOP + HEIGHT} {LEFT},{TOP + HEIGHT}" fill="{colour}" fill-opacity="0.12"/>',
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>',
            text(LEFT + WIDTH + 8, down(limits[-1]) + {"all others": -2, "alternating ring": 12}.get(name, 4), "start", f' fill="{colour}"',
                 f"{name}: {at:.3f}")]
    print(f"{name:17s} grows from {at:.3f}")
svg += [f'<path d="M{across(0.9):.1f} {TOP}v{HEIGHT}" stroke="#111" stroke-dasharray="3 3"/>',
        f'<path d="M{LEFT} {TOP}v{HEIGHT}h{WIDTH}" fill="none" stroke="#111"/>',
        text(LEFT + WIDTH / 2, TOP + HEIGHT + 38, "middle", "", "momentum b"),
        text(-(TOP + HEIGHT / 2), 16, "middle", ' transform="rotate(-90)"', "rate x curvature"),
        text(LEFT + WIDTH + 8, TOP + HEIGHT, "start", "", "(limits at b = 0.9)"), "</svg>"]
pathlib.Path(__file__).with_suffix(".svg").write_text("\n".join(svg) + "\n", encoding="utf-8")
