// A caller of the API with openapi-generator's typescript-axios client: what the contract requires is read without ! or ?.
import { Configuration, IndicatorsApi, PlansApi } from "./client";

const configuration = new Configuration({ basePath: "https://localhost", apiKey: "key" });
const percent = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)}%`);

export async function summarise(plan: string): Promise<string[]> {
    const { data } = await new PlansApi(configuration).summarisePillars(plan);
    const heading = `${data.plan} ${data.asOf.slice(0, 4)} ${data.knownAt.slice(0, 10)} ${percent(data.elapsed)} ${percent(data.overall.completion)} ${data.overall.lamp}`;
    return [heading, ...data.pillars.map(pillar => {
        const { total, completed, ahead, onPace, behind, notStarted, notDue, noData } = pillar.states;
        const rest: number = total - completed - ahead - onPace - behind - notStarted - notDue - noData;
        return `${pillar.number.toFixed()} ${pillar.title.trim()} ${percent(pillar.completion)}/${percent(pillar.expected)} ${pillar.lamp} ${rest} ${pillar.redLines.broken.toFixed()}`;
    })];
}

export async function report(code: string, period: string): Promise<void> {
    await new IndicatorsApi(configuration).reportIndicatorValue(code, period, { value: 12.5, note: "体质测试台账", evidence: [{ title: "台账", uri: "https://example.org/1" }] });
}
