import { useCallback } from "preact/hooks";
import { DataTable } from "../components/DataTable";
import { Figure } from "../components/Figure";
import { Legend } from "../components/Legend";
import { integer, limit, percent, significant } from "../format";
import { drawTried } from "../plots/tried";
import type { RehearsedShare, TriedShare } from "../schema/rehearse";

/** The safe share: the answer, and every share that was tried. */
export function SafeShare({ share }: { share: RehearsedShare }) {
  const draw = useCallback((width: number) => drawTried(width, share.shares, share.tolerance), [share]);
  const { answer } = share;
  return (
    <>
      <p class="lead">
        {answer.low != null && answer.high != null
          ? <>With {limit(answer.level)} confidence the largest safe share lies between <strong>{limit(answer.low)}</strong> and <strong>{limit(answer.high)}</strong>. {answer.reason}</>
          : answer.reason}
      </p>
      <p>
        Safe means: in no generation does held-out loss rise by more than {significant(share.tolerance)} bits per word
        {share.alarmRate == null
          ? <>. <strong>By the loss alone: what the alarm would say is not known.</strong> {share.noAlarm} </>
          : <>, and the alarm rings in at most {limit(share.alarmRate)} of the runs. </>}
        {share.largestShare < 1 && <>The anchor leaves room for a share of at most {percent(share.largestShare)}.</>}
      </p>
      {share.shares.length > 0 && <Figure
        title="The shares that were tried"
        caption="Rise of the held-out loss in the generation where it is largest. The intervals hold at every moment of the search at once."
        label={share.shares.map((row) => `${limit(row.share)}: ${row.judgement}`).join(", ")}
        draw={draw}
        legend={<Legend items={[{ name: "safe", fill: "var(--human)" }, { name: "unsafe", fill: "var(--synthetic)" }, { name: "unresolved", fill: "var(--unknown)" }]} />}
        table={
          <DataTable
            caption="Shares tried"
            columns={[
              { header: "Share", kind: "name", cell: (row: TriedShare) => limit(row.share) },
              { header: "Judgement", cell: (row: TriedShare) => row.judgement },
              { header: "Replicates", kind: "number", cell: (row: TriedShare) => integer(row.replicates) },
              { header: "Rise", kind: "number", cell: (row: TriedShare) => significant(row.rise) },
              { header: "from", kind: "number", cell: (row: TriedShare) => (row.riseLow == null ? "–" : significant(row.riseLow)) },
              { header: "to", kind: "number", cell: (row: TriedShare) => (row.riseHigh == null ? "–" : significant(row.riseHigh)) },
              { header: "Alarm", kind: "number", cell: (row: TriedShare) => (row.noAnswerShare === 1 ? "no answer" : `${percent(row.alarmShare)} (${percent(row.alarmLow)} to ${percent(row.alarmHigh)})`) },
            ]}
            rows={share.shares}
          />
        }
      />}
    </>
  );
}
