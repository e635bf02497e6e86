/* A QR code as SVG. The same form is made at build time in Python, for the links that never change. */

import { correction, generate } from "lean-qr";

/*! lean-qr 2.7.4 (https://github.com/davidje13/lean-qr)

MIT License

Copyright (c) 2021-2025 David Evans

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/

const SVG = "http://www.w3.org/2000/svg";
/** The light border that scanners need, in modules (ISO/IEC 18004). */
const QUIET = 4;
/* 105 modules with the border: more would not fit beside a text on paper. */
const MAX_VERSION = 20;

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 */
function part(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
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
    code = generate(text, { minCorrectionLevel: correction.M, maxVersion: MAX_VERSION });
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
