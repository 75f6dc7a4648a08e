// A caller of the API with orval's fetch client: what the contract requires is read without ! or ?.
import { reportIndicatorValue, summarisePillars } from "./client";

const headers = { "X-Api-Key": "key" };
const percent = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)}%`);

export async function summarise(plan: string): Promise<string[]> {
    const answer = await summarisePillars(plan, { asOf: "2022-06-30" }, { headers });
    if (answer.status !== 200)
        throw new Error(`status ${answer.status}`);
    const { data } = answer;
    const heading = `${data.plan} ${data.asOf.slice(0, 4)} ${data.knownAt.slice(0, 10)} ${percent(data.elapsed)} ${percent(data.overall.completion)} ${data.overall.lamp}`;
    return [heading, ...data.pillars.map(pillar => {
        const { total, completed, ahead, onPace, behind, notStarted, notDue, noData } = pillar.states;
        const rest: number = total - completed - ahead - onPace - behind - notStarted - notDue - noData;
        return `${pillar.number.toFixed()} ${pillar.title.trim()} ${percent(pillar.completion)}/${percent(pillar.expected)} ${pillar.lamp} ${rest} ${pillar.redLines.broken.toFixed()}`;
    })];
}

export async function report(code: string, period: string): Promise<void> {
    const answer = await reportIndicatorValue(code, period, { value: 12.5, note: "体质测试台账", evidence: [{ title: "台账", uri: "https://example.org/1" }] }, { headers });
    if (answer.status !== 200 && answer.status !== 201)
        throw new Error(answer.data.title);
}
