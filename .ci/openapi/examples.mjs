// Every JSON request body and every JSON 2xx answer has an example, every required parameter too, and every example fits its schema.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv2020.default({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
ajv.addFormat("decimal", { type: "number", validate: Number.isFinite });
ajv.addSchema(document, "document");

const faults = [];
let checked = 0;
const methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];
const pointer = (...steps) => steps.map(step => "/" + String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("");
const isJson = type => /^application\/([\w.-]+\+)?json(;|$)/.test(type);

/** Where a reference leads: the object and its place in the document. */
function follow(value, place) {
    while (value?.$ref) {
        place = value.$ref.slice(1);
        value = place.split("/").slice(1).reduce((at, step) => at?.[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")], document);
    }
    return [value, place];
}

/** The holder's own examples: one of its schema does not count, for Prism, Portman and readers look here. */
function examplesOf(holder) {
    if (holder.example !== undefined)
        return [holder.example];
    return Object.values(holder.examples ?? {}).map(example => follow(example)[0].value).filter(value => value !== undefined);
}

/** Judges what holds a schema and its examples: a media type, a parameter, a header. */
function judge(holder, place, what, needed) {
    const examples = examplesOf(holder);
    if (needed && examples.length === 0)
        faults.push(`${what}: no example`);
    if (examples.length === 0 || !holder.schema)
        return;
    const fits = ajv.compile({ $ref: "document#" + encodeURI(place + "/schema") });
    for (const example of examples) {
        checked++;
        if (!fits(example))
            faults.push(...fits.errors.map(error => `${what}: example${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`));
    }
}

for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods.filter(method => item[method])) {
        const operation = item[method];
        const at = pointer("paths", path, method);
        const name = operation.operationId ?? `${method} ${path}`;
        const parameters = [[item, pointer("paths", path)], [operation, at]].flatMap(([holder, place]) =>
            (holder.parameters ?? []).map((one, index) => follow(one, place + pointer("parameters", index))));
        for (const [parameter, place] of parameters) {
            judge(parameter, place, `${name}, parameter ${parameter.name}`, parameter.required === true);
        }
        const bodies = [["request", ...follow(operation.requestBody ?? {}, at + "/requestBody"), true]];
        for (const status of Object.keys(operation.responses))
            bodies.push([status, ...follow(operation.responses[status], at + pointer("responses", status)), status.startsWith("2")]);
        for (const [what, body, place, needed] of bodies) {
            for (const [type, media] of Object.entries(body.content ?? {}).filter(([type]) => isJson(type)))
                judge(media, place + pointer("content", type), `${name}, ${what} ${type}`, needed);
            for (const key of Object.keys(body.headers ?? {})) {
                const [header, headerPlace] = follow(body.headers[key], place + pointer("headers", key));
                judge(header, headerPlace, `${name}, ${what}, header ${key}`, false);
            }
        }
    }
}

console.log(faults.join("\n"));
console.log(`${checked} examples, ${faults.length} faults`);
process.exit(faults.length > 0 || checked === 0 ? 1 : 0);
