import { useCallback, useState } from "preact/hooks";
import { Choice } from "../components/Choice";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { limit, percent, significant } from "../format";
import { drawVariation, type VariedPoint } from "../plots/variation";
import type { RehearsedArm, RehearsedShare, RehearsedVariation, Regime } from "../schema/rehearse";
import { armStroke } from "./armStroke";
import { bits, bitsWithin } from "./bits";
import { proxyTrend } from "./proxyTrend";

const views = ["the policy's rise", "rise when replacing", "safe share"] as const;
type View = (typeof views)[number];

const captions: Record<View, string> = {
  "the policy's rise": "Held-out loss of the policy's last generation above the control's, in bits per word, with 95% intervals over the replicates.",
  "rise when replacing": "The same where each generation trains on the output of the one before alone.",
  "safe share": "The largest safe synthetic share as an interval that holds at every moment of the search. There is no best guess inside it.",
};

/** What moves the result: a curve with its band for each setting that was varied. */
export function Variations({ variations }: { variations: RehearsedVariation[] }) {
  const settings = [...new Set(variations.map((row) => row.setting))];
  return (
    <>
      <p>The same rehearsal under other settings, paired by seed. Intervals that overlap do not differ.</p>
      {settings.map((setting) => <Varied key={setting} setting={setting} rows={variations.filter((row) => row.setting === setting)} />)}
    </>
  );
}

function Varied({ setting, rows }: { setting: string; rows: RehearsedVariation[] }) {
  const offered = rows.some((row) => row.safeShare) ? views : views.slice(0, 2);
  const [view, setView] = useState<View>(offered[0]!);
  const stroke = view === "safe share" ? "var(--ink)" : armStroke(view === "the policy's rise" ? "policy" : "replace");
  const points = pointsOf(rows, view);
  const draw = useCallback(
    (width: number) => drawVariation(width, setting, pointsOf(rows, view), stroke, view === "safe share" ? limit : significant), [rows, setting, view, stroke]);
  return (
    <>
      <Figure
        title={`By ${setting}`}
        caption={captions[view]}
        label={points.map((point) => `${setting} ${point.name}: ${point.value == null ? "" : bits(point.value)} [${bits(point.low)}, ${bits(point.high)}]`).join("; ")}
        draw={draw}
        controls={<Choice label="What is shown" options={offered} value={view} onChange={setView} />}
      />
      {setting === "proxy" && <p>{proxyTrend(rows)}</p>}
      <DataTable
        caption={`The last generation by ${setting}`}
        columns={[
          { header: setting, kind: "name", cell: (row: RehearsedVariation) => row.value },
          { header: "Bits per word at first", kind: "number", cell: (row: RehearsedVariation) => row.arms[0]!.generations[0]!.heldOutBits.mean.toFixed(2) },
          { header: "The policy's rise", kind: "number", cell: (row: RehearsedVariation) => rise(arm(row, "policy")) },
          { header: "Alarm under the policy", cell: (row: RehearsedVariation) => alarm(arm(row, "policy")) },
          { header: "Rise when replacing", kind: "number", cell: (row: RehearsedVariation) => rise(arm(row, "replace")) },
          ...(rows.some((row) => row.safeShare) ? [{ header: "Safe share", cell: (row: RehearsedVariation) => <Range share={row.safeShare ?? null} /> }] : []),
        ]}
        rows={rows}
      />
    </>
  );
}

const arm = (row: RehearsedVariation, regime: Regime): RehearsedArm => row.arms.find((each) => each.regime === regime)!;

const rise = (of: RehearsedArm): string => bitsWithin(of.generations.at(-1)!.rise);

const alarm = (of: RehearsedArm): string => 
  [
    of.alarmShare > 0 ? `${of.verdict ? `${of.verdict}, ` : ""}in ${percent(of.alarmShare)}` : of.verdict ? "none" : "",
    of.noAnswerShare > 0 ? `no answer in ${percent(of.noAnswerShare)}` : "",
  ].filter((part) => part !== "").join("; ");

function pointsOf(rows: RehearsedVariation[], view: View): VariedPoint[] {
  if (view === "safe share") {
    return rows.flatMap(({ value, safeShare }) => {
      const { low, high } = safeShare?.answer ?? {};
      return low == null || high == null ? [] : [{ name: value, value: null, low, high }];
    });
  }
  return rows.map((row) => {
    const { mean, low, high } = arm(row, view === "the policy's rise" ? "policy" : "replace").generations.at(-1)!.rise;
    return { name: row.value, value: mean, low: low ?? mean, high: high ?? mean };
  });
}

/** An interval of shares as a bar from 0 to 100%, with its ends in words. */
function Range({ share }: { share: RehearsedShare | null }) {
  const { low, high, reason } = share?.answer ?? {};
  if (low == null || high == null) {
    return <>{reason ?? "not resolved"}</>;
  }
  return (
    <span class="range">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="8" class="room" />
        <rect x={100 * low} width={Math.max(1, 100 * (high - low))} height="8" class="between" />
      </svg>
      {" "}{limit(low)} to {limit(high)}{share?.noAlarm && ", by the loss alone"}
    </span>
  );
}
