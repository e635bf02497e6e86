/* In a hidden frame of each page on a USB stick. Firefox gives every file a storage of its own: what all pages remember stands in
   this file's (usb.js). */

// On a web server it would tell what that site remembers to any page that frames it.
if (location.protocol === "file:") {
  addEventListener("message", ({ data, source }) => {
    if (source !== parent) return;
    /** @type {{ store: "localStorage" | "sessionStorage", key: string, value: string | null }} */
    const { store, key, value } = data;
    if (value === null) window[store].removeItem(key);
    else window[store].setItem(key, value);
  });
  parent.postMessage({ localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage } }, "*");
}
