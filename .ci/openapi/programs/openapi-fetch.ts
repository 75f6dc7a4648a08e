// A caller of the API with openapi-fetch: what the contract requires is read without ! or ?.
import createClient from "openapi-fetch";
import type { paths } from "./schema";

const client = createClient<paths>({ baseUrl: "https://localhost", headers: { "X-Api-Key": "key" } });
const percent = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)}%`);

export async function summarise(plan: string): Promise<string[]> {
    const { data, error } = await client.GET("/api/v1/plans/{plan}/pillars/summary", { params: { path: { plan }, query: { asOf: "2022-06-30" } } });
    if (data === undefined)
        throw new Error(error.title);
    const heading = `${data.plan} ${data.asOf.slice(0, 4)} ${data.knownAt.slice(0, 10)} ${percent(data.elapsed)} ${percent(data.overall.completion)} ${data.overall.lamp}`;
    return [heading, ...data.pillars.map(pillar => {
        const { total, completed, ahead, onPace, behind, notStarted, notDue, noData } = pillar.states;
        const rest: number = total - completed - ahead - onPace - behind - notStarted - notDue - noData;
        return `${pillar.number.toFixed()} ${pillar.title.trim()} ${percent(pillar.completion)}/${percent(pillar.expected)} ${pillar.lamp} ${rest} ${pillar.redLines.broken.toFixed()}`;
    })];
}

export async function report(code: string, period: string): Promise<void> {
    const { data, error } = await client.PUT("/api/v1/indicators/{code}/values/{period}", {
        params: { path: { code, period } },
        body: { value: 12.5, note: "体质测试台账", evidence: [{ title: "台账", uri: "https://example.org/1" }] },
    });
    if (data === undefined)
        throw new Error(`${error.code}: ${error.title}`);
}

/** What a dashboard shows: a board, a chart, the red lamps' undertakings, the tickets due tonight, a link to their file. */
export async function draw(plan: string, indicator: string): Promise<string[]> {
    const [board, chart, due, projects] = await Promise.all([
        client.GET("/api/v1/plans/{plan}/board", { params: { path: { plan }, query: { asOf: "2022-06-30" } } }),
        client.GET("/api/v1/indicators/{code}/series", { params: { path: { code: indicator } } }),
        client.GET("/api/v1/hotline/due", { params: { query: { within: "PT8H" } } }),
        client.GET("/api/v1/projects", { params: { query: { plan, limit: 50 } } }),
    ]);
    if (board.data === undefined || chart.data === undefined || due.data === undefined || projects.data === undefined)
        throw new Error("A part of the board did not answer.");
    const red = board.data.measures.flatMap(pillar => pillar.items).filter(measure => measure.lamp === "red");
    return [
        `${percent(board.data.summary.overall.completion)} ${board.data.summary.overall.lamp}`,
        ...red.flatMap(measure => measure.undertakings.map(one => `${measure.code} ${one.title}: ${one.reason}`)),
        ...chart.data.items.map(point => `${point.period} ${point.lamp}`),
        ...due.data.items.map(row => `${row.number} ${row.dueAt.slice(0, 16)}`),
        ...projects.data.items.map(project => `${project.title} ${percent(project.completion)}`),
        `/api/v1/hotline/due.xlsx?within=PT8H`,
    ];
}
