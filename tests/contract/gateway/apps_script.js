// Runs a Google Apps Script outside Google: node apps_script.js KEY TOKEN QUESTION, the script on standard input.
// What Google gives a script stands in here; its one HTTP call is a real one.
const { execFileSync } = require("node:child_process");
const vm = require("node:vm");

const FETCH = `
  const [url, options] = JSON.parse(require("node:fs").readFileSync(0));
  fetch(url, options).then(async (told) =>
    process.stdout.write(JSON.stringify({ status: told.status, text: await told.text() })));
`;

const [key, token, question] = process.argv.slice(2);
const google = {
  JSON,
  PropertiesService: {
    getScriptProperties: () => ({ getProperty: (name) => (name === "CHALKLINE_KEY" ? key : null) }),
  },
  ScriptApp: { getIdentityToken: () => token },
  UrlFetchApp: {
    fetch(url, { method, contentType, headers, payload, muteHttpExceptions }) {
      const asked = [url, { method: method.toUpperCase(), headers: { ...headers, "Content-Type": contentType }, body: payload }];
      const told = JSON.parse(execFileSync(process.execPath, ["-e", FETCH], { input: JSON.stringify(asked) }));
      if (told.status >= 400 && !muteHttpExceptions) throw new Error(`Request failed: ${told.status}`);
      return { getResponseCode: () => told.status, getContentText: () => told.text };
    },
  },
};
const script = require("node:fs").readFileSync(0, "utf8");
vm.createContext(google);
process.stdout.write(String(vm.runInContext(`${script}\nask(${JSON.stringify(question)})`, google)));
