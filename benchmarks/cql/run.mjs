// Runs an ELM library over patients with cql-execution: one JSON object in on standard input
// ({library, patients, passes}), one out ({answers, seconds: one number a pass}).
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import cql from "cql-execution";

const { library, patients, passes } = JSON.parse(readFileSync(0, "utf8"));
const executor = new cql.Executor(new cql.Library(library), new cql.CodeService({}));

async function once() {
  const source = new cql.PatientSource([...patients]);
  return executor.exec(source);
}

const seconds = [];
let results = await once();
for (let pass = 0; pass < passes; pass += 1) {
  const start = performance.now();
  results = await once();
  seconds.push((performance.now() - start) / 1000);
}
const answers = patients.map((each) =>
  results.patientResults[each.id].Decisions.map((answer) => answer ?? null),
);
process.stdout.write(JSON.stringify({ answers, seconds }));
