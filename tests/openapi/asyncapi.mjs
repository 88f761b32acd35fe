// Validates an AsyncAPI document: asyncapi.mjs FILE. Prints what the parser says; fails where the document has errors.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const [file] = process.argv.slice(2);
const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'));
// That 3.1 exists is no fault of a document in 3.0.
const said = diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version');
for (const { severity, code, message, path } of said) {
  console.log(`${severity === 0 ? 'error' : 'warning'} ${code}: ${message} (${path.join('.')})`);
}
const errors = said.filter(({ severity }) => severity === 0).length;
console.log(`${errors} errors, ${said.length - errors} warnings`);
process.exitCode = document && errors === 0 ? 0 : 1;
