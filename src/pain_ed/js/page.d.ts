/* What the scripts take from the page as it is. Elements that they look up are `any`: Python writes the pages, and what stands in
   them is proved in browsers, not here. */

interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
}

/** The theme's name for the site's address. */
declare var __md_scope: URL | undefined;

/** Only in the folder for a USB stick (boot/usb.js): runs a script once this page knows what the others remember. */
interface Window {
  painEdUsb(run: () => void): void;
}

/** What Python writes above the service worker (boot/worker.js): the path of each file and its hash, and what is fetched first. */
declare const FILES: Record<string, string>;
declare const FIRST: string[];
