/* What the YAML language server (the one inside editors) says of files. From standard input: {root, settings, files: {path: text}}.
   Prints {path: {problems: [{line, message}], hover}}, lines from 1; `hover` is what it shows on the first key. One server for all. */
const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const packages = createRequire(path.join(process.env.NODE_PATH, "package.json"));
const rpc = packages("vscode-jsonrpc/node");
const { root, settings, files } = JSON.parse(readFileSync(0, "utf-8"));

const server = spawn(process.execPath, [path.join(process.env.NODE_PATH, "yaml-language-server/bin/yaml-language-server"), "--stdio"]);
const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
server.stderr.pipe(process.stderr);

const uri = (file) => pathToFileURL(path.join(root, file)).href;
const paths = new Map(Object.keys(files).map((file) => [uri(file), file]));
const answers = {};
const problems = new Map();
const waiting = new Map();

connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
  problems.set(uri, diagnostics);
  waiting.get(uri)?.();
});
connection.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => settings[section] ?? {}));
connection.onRequest("client/registerCapability", () => null);
connection.listen();

(async () => {
  const folder = { uri: pathToFileURL(root).href, name: "course" };
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: folder.uri, workspaceFolders: [folder], capabilities: { workspace: { configuration: true } } });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("workspace/didChangeConfiguration", { settings });
  // All at once: the server waits for a pause in the typing before it looks at a file.
  await Promise.all([...paths].map(async ([address, file]) => {
    const told = new Promise((resolve) => waiting.set(address, resolve));
    await connection.sendNotification("textDocument/didOpen", { textDocument: { uri: address, languageId: "yaml", version: 1, text: files[file] } });
    await told;
    const line = files[file].split("\n").findIndex((text) => /^[\w-]+:/.test(text));
    const hover = line < 0 ? null : await connection.sendRequest("textDocument/hover", { textDocument: { uri: address }, position: { line, character: 1 } });
    answers[file] = { problems: problems.get(address).map(({ range, message }) => ({ line: range.start.line + 1, message })), hover: hover?.contents?.value ?? "" };
  }));
  process.stdout.write(JSON.stringify(answers), () => server.kill());
  connection.dispose();
})();
