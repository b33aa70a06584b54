// LibreChat's own parts, run by test_librechat.py from the folder they are installed in.
// node librechat.js settings            reads librechat.yaml on standard input; prints what LibreChat makes of it
// node librechat.js ask URL KEY TOKEN QUESTION     asks as LibreChat asks a custom endpoint; prints what came
const { createRequire } = require("node:module");
const installed = createRequire(`${process.cwd()}/`);
const [what, url, key, token, question] = process.argv.slice(2);

function settings() {
  const { configSchema } = installed("librechat-data-provider");
  const read = configSchema.strict().safeParse(installed("js-yaml").load(require("node:fs").readFileSync(0, "utf8")));
  return read.success ? read.data.endpoints.custom : read.error.issues;
}

async function ask() {
  const { Run } = installed("@librechat/agents");
  const { HumanMessage } = installed("@langchain/core/messages");
  const headers = { "X-Chalkline-Person-Token": token };
  const llmConfig = {
    provider: "openAI", model: "stub-small", apiKey: key, streaming: true, streamUsage: true,
    configuration: { baseURL: url, defaultHeaders: headers },
  };
  const graphConfig = { type: "standard", llmConfig, instructions: "Be brief." };
  const run = await Run.create({ runId: "one", graphConfig, returnContent: true });
  const asked = { messages: [new HumanMessage(question)] };
  return run.processStream(asked, { configurable: { thread_id: "one" }, version: "v2" });
}

Promise.resolve(what === "settings" ? settings() : ask())
  .then((told) => process.stdout.write(JSON.stringify(told)))
  .catch((fault) => process.stdout.write(JSON.stringify({ fault: String(fault.message || fault) })));
