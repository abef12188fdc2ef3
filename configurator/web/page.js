// Keys go to the app at once, without a click first. textual.js, loaded before, makes the field on the same event.
window.addEventListener("load", () => document.querySelector(".xterm-helper-textarea")?.focus());
