/* A QR code as SVG. The same form is made at build time by pain_ed.tools, for the links that never change. */

import { leanQr } from "./lean-qr.js";

const SVG = "http://www.w3.org/2000/svg";
/** The light border that scanners need, in modules (ISO/IEC 18004). */
const QUIET = 4;
/* 105 modules with the border: more would not fit beside a text on paper. */
const MAX_VERSION = 20;

function part(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/**
 * Correction level M or better. The code without its border is at least 32 mm wide, since a printer may shrink the page, and 0.6 mm a module.
 * @param {string} text
 * @param {string} label what a screen reader says
 * @returns {SVGSVGElement | null} null when the text is too long for a code that can be printed and read
 */
export function qrSvg(text, label) {
  let code;
  try {
    code = leanQr.generate(text, { minCorrectionLevel: leanQr.correction.M, maxVersion: MAX_VERSION });
  } catch {
    return null;
  }
  const size = code.size + 2 * QUIET;
  let path = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  }
  const width = `${(Math.max(32 / code.size, 0.6) * size).toFixed(1)}mm`;
  const svg = part("svg", { class: "pe-qr", viewBox: `0 0 ${size} ${size}`, width, height: width, role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
  svg.append(part("rect", { width: size, height: size, fill: "#fff" }), part("path", { d: path, fill: "#000" }));
  return svg;
}
