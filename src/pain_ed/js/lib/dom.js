/* Elements. Texts go in as texts: nothing is ever parsed as HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {...(Node | string)} children
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * @param {string} href
 * @param {string} text
 */
export function linkTo(href, text) {
  const made = element("a", "", text);
  made.href = href;
  return made;
}

/**
 * @param {string} className
 * @param {string} text
 * @param {() => void} [press]
 */
export function button(className, text, press) {
  const made = element("button", className, text);
  made.type = "button";
  if (press) made.addEventListener("click", press);
  return made;
}

/**
 * Where a screen reader reads out what comes in.
 * @param {string} className
 */
export function live(className) {
  const made = element("p", className);
  made.setAttribute("role", "status");
  return made;
}

/**
 * Listen; the target comes first, since it is what nearly all listeners ask for.
 * @param {EventTarget} root
 * @param {string} type
 * @param {(target: any, event: any) => void} act
 */
export const on = (root, type, act) => root.addEventListener(type, (event) => act(event.target, event));

/**
 * A field to copy from, and what `status` says of it.
 * @param {"input" | "textarea"} tag
 * @param {string} label
 * @param {string} copy what its button says
 * @param {HTMLElement} status
 * @param {import("./messages.js").Words} words
 */
export function copyField(tag, label, copy, status, words) {
  const field = element(tag);
  field.readOnly = true;
  const act = async () => {
    field.select();
    let isDone = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      isDone = document.execCommand("copy"); // works from a USB stick, too
    }
    status.textContent = words[isDone ? "copied" : "copy-by-hand"];
  };
  return { field, line: element("div", "pe-copy", element("label", "", element("span", "", label), field), button("pe-button ", copy, act)) };
}

/**
 * Let the reader keep something as a file.
 * @param {string} name
 * @param {Blob} blob
 */
export function saveFile(name, blob) {
  const link = linkTo(URL.createObjectURL(blob), "");
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
