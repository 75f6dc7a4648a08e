#!/usr/bin/env bash
# Judges the OpenAPI documents: check.sh OPENAPI31.json OPENAPI30.json
# The 3.0 form is served, not committed: OPENAPI_30_PATH=OPENAPI30.json dotnet test --filter FullyQualifiedName~OpenApiTests writes it.
# Needs node 20, java 11, python 3 and the .NET SDK; the npm tools are installed from package-lock.json when they are not.
# Prints 'ok <judge>' or 'FAILED <judge>' with what it said, then 'N passed, N failed'.
set -euo pipefail

[ $# -eq 2 ] || { echo "usage: $0 OPENAPI31.json OPENAPI30.json" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/openapi-check.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp "$1" "$work/openapi.json"
cp "$2" "$work/openapi-3.0.json"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true NO_COLOR=1 CI=1
passed=0 failed=0

judge() {
    local name=$1 code=0
    shift
    # A subshell of its own, and not a condition: within one, set -e would not stop at the first fault.
    set +e
    (set -e; "$@") >"$work/said" 2>&1
    code=$?
    set -e
    if [ $code -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok $name"
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        awk 'NF && ++n <= 100' "$work/said"
    fi
}

# Installed once for a lock file; no package's own script is run (none is needed).
install() {
    cmp -s "$here/package-lock.json" "$here/node_modules/.lock" && return
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$here/package-lock.json" "$here/node_modules/.lock"
}

# A folder of its own for each TypeScript client and its caller.
folder() {
    mkdir -p "$work/$1"
    cd "$work/$1"
    cp "$here/programs/tsconfig.json" .
    cp "$here/programs/$1.ts" program.ts
}

spectral_oas() { spectral lint "$work/openapi.json" -r "$here/spectral-oas.yaml" -F warn; }
spectral_owasp() { spectral lint "$work/openapi.json" -r "$here/spectral-owasp.yaml" -F warn; }
redocly_strict() { redocly lint "$work/openapi.json" --config "$here/redocly.yaml"; }
examples() { node "$here/examples.mjs" "$work/openapi.json"; }

# Its notes about "decimal", a format it does not know, would hide the faults: examples.mjs knows it.
examples_validator() {
    local code=0
    openapi-examples-validator "$work/openapi.json" >"$work/examples.log" 2>&1 || code=$?
    grep -v '^unknown format "decimal" ignored' "$work/examples.log" || true
    return $code
}

openapi_fetch() {
    folder openapi-fetch
    openapi-typescript ../openapi.json -o schema.ts
    tsc -p .
}

hey_api() {
    folder hey-api
    openapi-ts -i ../openapi.json -o client -p @hey-api/typescript @hey-api/sdk @hey-api/client-fetch --no-log-file
    tsc -p .
}

orval_fetch() {
    folder orval
    orval --input ../openapi.json --output client.ts --client fetch
    tsc -p .
}

nswag() {
    cp -r "$here/nswag" "$work/nswag"
    cd "$work/nswag"
    dotnet build -v quiet -p:Document="$work/openapi.json"
}

generate() {
    java -jar "$here/node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar" generate -i "$work/openapi-3.0.json" "$@" >generator.log 2>&1 \
        || { cat generator.log; return 1; }
}

generator_validate() {
    java -jar "$here/node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar" validate -i "$work/openapi-3.0.json"
}

generator_typescript_fetch() {
    folder typescript-fetch
    generate -g typescript-fetch -o client --additional-properties=typescriptThreePlus=true
    tsc -p .
}

generator_typescript_axios() {
    folder typescript-axios
    generate -g typescript-axios -o client
    tsc -p .
}

generator_python() {
    mkdir "$work/python"
    cd "$work/python"
    generate -g python -o client --additional-properties=packageName=changzheng
    # The client itself: its generated test stubs assign to a property named from, a word of the language.
    python3 -m compileall -q client/changzheng
}

# Generated only: what its client needs comes from Maven Central, which is not asked for anything here.
generator_java() {
    mkdir "$work/java"
    cd "$work/java"
    generate -g java -o client
    local operation
    for operation in summarisePillars reportIndicatorValue; do
        grep -rq --include='*Api.java' " $operation(" client/src/main \
            || { echo "no operation $operation in the client"; return 1; }
    done
}

# The index lacks RestSharp 106, which the generated transport is written for, so the client is compiled over another transport.
generator_csharp() {
    cp -r "$here/csharp-netcore" "$work/csharp-netcore"
    cd "$work/csharp-netcore"
    generate -g csharp-netcore -o client --additional-properties=packageName=Changzheng.Client
    dotnet build -v quiet
}

judge "npm ci" install
PATH="$here/node_modules/.bin:$PATH"
ln -s "$here/node_modules" "$work/node_modules"
judge "spectral:oas" spectral_oas
judge "spectral OWASP API Top 10" spectral_owasp
judge "redocly recommended-strict" redocly_strict
judge "examples: present and valid" examples
judge "openapi-examples-validator" examples_validator
judge "openapi-typescript, openapi-fetch, tsc" openapi_fetch
judge "hey-api, tsc" hey_api
judge "orval, tsc" orval_fetch
judge "NSwag, C#" nswag
judge "openapi-generator validate" generator_validate
judge "openapi-generator typescript-fetch, tsc" generator_typescript_fetch
judge "openapi-generator typescript-axios, tsc" generator_typescript_axios
judge "openapi-generator python, compileall" generator_python
judge "openapi-generator java" generator_java
judge "openapi-generator csharp-netcore, C#" generator_csharp

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
