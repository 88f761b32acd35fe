// What drafter.js, the reference parser of API Blueprint, finds in documents: node drafter.mjs FILE...
// Prints a line of JSON for each operation: method, path, the names of its parameters, the paths of the attributes that it
// is sent and gives.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.DRAFTER, 'package.json'));
const drafter = require('drafter.js');
const DEPTH = 12;

const list = (value) => (Array.isArray(value) ? value : []);
const text = (element) => (element && typeof element === 'object' ? element.content : element);

// The elements below one, of a kind.
function* all(element, kind) {
  for (const child of list(element?.content)) {
    if (child.element === kind) yield child;
    else if (child.element === 'category') yield* all(child, kind);
  }
}

// The attributes of a data structure, as paths; `[]` stands for an item.
function attributes(value, types, at, found, within) {
  if (!value || typeof value !== 'object' || within.length > DEPTH) return;
  const { element, content } = value;
  const named = types.get(element);
  if (named && !within.includes(element)) attributes(named, types, at, found, [...within, element]);
  if (element === 'ref') {
    const name = typeof content === 'string' ? content : text(content?.href);
    if (!within.includes(name)) attributes(types.get(name), types, at, found, [...within, name]);
    return;
  }
  const items = element === 'array' || (named && isArray(named, types));
  for (const child of list(content)) {
    if (child.element === 'member') {
      const key = child.content.key;
      // A name in italics stands for any.
      const variable = list(key?.attributes?.typeAttributes?.content).map(text).includes('variable') || key?.attributes?.variable;
      const here = `${at}.${variable ? '{}' : text(key)}`;
      if (!variable) found.add(here);
      attributes(child.content.value, types, here, found, within);
    } else if (child.element === 'select') {
      for (const option of list(child.content)) attributes({ element: 'object', content: option.content }, types, at, found, within);
    } else if (child.element === 'ref') {
      attributes(child, types, at, found, within);
    } else {
      attributes(child, types, items ? `${at}[]` : at, found, within);
    }
  }
}

function isArray(value, types, depth = 0) {
  if (!value || depth > DEPTH) return false;
  return value.element === 'array' || isArray(types.get(value.element), types, depth + 1);
}

const variables = (element) => list(element.attributes?.hrefVariables?.content).map((member) => text(member.content.key));

for (const file of process.argv.slice(2)) {
  const parsed = drafter.parseSync(readFileSync(file, 'utf8'), {});
  const types = new Map();
  // The attributes of a resource are a type that is called as it is.
  const ofResources = [...all(parsed, 'resource')].flatMap((resource) => [...all(resource, 'dataStructure')]);
  for (const one of [...all(parsed, 'dataStructure'), ...ofResources]) {
    const value = one.content;
    const id = text(value?.meta?.id);
    if (id) types.set(id, value);
  }
  for (const resource of all(parsed, 'resource')) {
    for (const transition of all(resource, 'transition')) {
      const href = text(transition.attributes?.href) ?? text(resource.attributes?.href);
      const operations = new Map();
      const names = new Set([...variables(resource), ...variables(transition)]);
      for (const transaction of all(transition, 'httpTransaction')) {
        const request = transaction.content.find((one) => one.element === 'httpRequest');
        const response = transaction.content.find((one) => one.element === 'httpResponse');
        const method = text(request?.attributes?.method);
        if (!method || !href) continue;
        if (!operations.has(method)) operations.set(method, { sent: new Set(), given: new Set() });
        variables(request).forEach((name) => names.add(name));
        const { sent, given } = operations.get(method);
        for (const one of [transition.attributes?.data, ...all(request, 'dataStructure')]) {
          if (one) attributes(one.content, types, '', sent, []);
        }
        const status = text(response?.attributes?.statusCode) ?? '200';
        if (String(status).startsWith('2')) {
          for (const one of all(response, 'dataStructure')) attributes(one.content, types, '', given, []);
        }
      }
      for (const [method, { sent, given }] of operations) {
        // Those of a resource are of an action with a path of its own where that names them. A fragment is never sent.
        const named = new Set([...href.matchAll(/\{[^#}][^}]*\}/g)].flatMap(([part]) => part.match(/[\w.%-]+/g)));
        const parameters = [...names].filter((name) => named.has(name));
        console.log(JSON.stringify({ file, method, href, parameters, sent: [...sent], given: [...given] }));
      }
    }
  }
}
