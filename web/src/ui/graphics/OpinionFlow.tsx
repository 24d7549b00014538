import { useId } from 'react'
import { type FlowBar, type FlowFrame, flowLayout, type FlowRibbon } from './flow-layout.ts'
import { type Stance, stanceFill, StancePatterns, stancePattern } from './Swatch.tsx'

export interface FlowAnswer {
  readonly label: string
  /** For narrow drawings, "UNENTSCH."; the label itself where absent. */
  readonly shortLabel?: string
  readonly stance: Stance
  /** How many chose it before and after, of those who voted both times. */
  readonly before: number
  readonly after: number
}

export interface FlowTexts {
  /** What the picture shows and that the table says the same. */
  readonly title: string
  /** "Vor der Debatte", "Nach der Debatte". */
  readonly before: string
  readonly after: string
  /** "17 bleiben". */
  readonly stay: (count: number) => string
  /** The key below: "Position geändert", "Position behalten", what colour and pattern show. */
  readonly changed: string
  readonly kept: string
  readonly meaning: string
}

export interface OpinionFlowProps {
  /** Top to bottom: JA, UNENTSCHIEDEN, NEIN. */
  readonly answers: readonly FlowAnswer[]
  /** Rows before, columns after, in the order of the answers; null where a number is kept back. */
  readonly moves: readonly (readonly (number | null)[])[]
  readonly texts: FlowTexts
}

const WIDE: FlowFrame = { width: 880, height: 410, fontSize: 18, gap: 16, barWidth: 22, leftX: 168, rightX: 690, labelHeight: 62 }
const NARROW: FlowFrame = { width: 358, height: 430, fontSize: 14, gap: 22, barWidth: 14, leftX: 84, rightX: 260, labelHeight: 46 }

/** How the same people moved between the answers of a debate; two drawings, the container's width chooses. The numbers must follow as a table. */
export function OpinionFlow(props: OpinionFlowProps) {
  const prefix = useId()
  const { texts, answers } = props
  const key = answers[0]?.stance ?? 'for'
  return (
    <>
      <Drawing {...props} frame={WIDE} isNarrow={false} />
      <Drawing {...props} frame={NARROW} isNarrow />
      <p className="t-sm t-2 flow-key">
        <span>
          <svg width="34" height="14" aria-hidden="true" focusable="false">
            <StancePatterns prefix={prefix} />
            <rect className={stanceFill(key)} width="34" height="14" />
            <rect width="34" height="14" fill={stancePattern(prefix, key)} />
          </svg>{' '}
          {texts.changed}
        </span>
        <span>
          <svg width="34" height="14" aria-hidden="true" focusable="false">
            <rect className={stanceFill(key)} width="34" height="14" fillOpacity="0.22" />
          </svg>{' '}
          {texts.kept}
        </span>
        <span>{texts.meaning}</span>
      </p>
    </>
  )
}

function Drawing({ answers, moves, texts, frame, isNarrow }: OpinionFlowProps & { readonly frame: FlowFrame; readonly isNarrow: boolean }) {
  const prefix = useId()
  const { fontSize, width, leftX, rightX, barWidth } = frame
  const layout = flowLayout(
    frame,
    answers.map(({ before }) => before),
    answers.map(({ after }) => after),
    moves,
  )
  const stanceOf = (index: number): Stance => answers[index]?.stance ?? 'undecided'
  return (
    <svg
      className={isNarrow ? 'flow flow--narrow' : 'flow flow--wide'}
      viewBox={`0 0 ${width} ${frame.height}`}
      role="img"
      aria-label={texts.title}
      focusable="false"
    >
      <StancePatterns prefix={prefix} />
      <text className="sub" x={isNarrow ? 0 : leftX + barWidth} y={fontSize} fontSize={fontSize} textAnchor={isNarrow ? 'start' : 'end'}>
        {texts.before}
      </text>
      <text className="sub" x={isNarrow ? width : rightX} y={fontSize} fontSize={fontSize} textAnchor={isNarrow ? 'end' : 'start'}>
        {texts.after}
      </text>
      {layout.stays.map((ribbon) => (
        <path key={ribbon.from} className={`${stanceFill(stanceOf(ribbon.from))} stay`} d={ribbon.path} />
      ))}
      {layout.moves.map((ribbon) => (
        <g key={`${ribbon.from}-${ribbon.to}`}>
          <path className={`${stanceFill(stanceOf(ribbon.from))} move`} d={ribbon.path} />
          <path className="pat-over" d={ribbon.path} fill={stancePattern(prefix, stanceOf(ribbon.from))} />
        </g>
      ))}
      {layout.stays.map((ribbon) => (
        <StayNumber
          key={ribbon.from}
          ribbon={ribbon}
          fontSize={fontSize}
          text={isNarrow ? String(ribbon.count) : texts.stay(ribbon.count)}
        />
      ))}
      {layout.moves.map((ribbon) => (
        <Badge key={`${ribbon.from}-${ribbon.to}`} x={ribbon.numberX} y={ribbon.numberY} fontSize={fontSize} text={String(ribbon.count)} />
      ))}
      {answers.map((answer, index) => (
        <g key={answer.label}>
          <Column answer={answer} bar={layout.before[index]} x={leftX} frame={frame} prefix={prefix} isNarrow={isNarrow} delta={null} />
          <Column
            answer={answer}
            bar={layout.after[index]}
            x={rightX}
            frame={frame}
            prefix={prefix}
            isNarrow={isNarrow}
            delta={answer.after - answer.before}
          />
        </g>
      ))}
    </svg>
  )
}

/** One bar with its label; `delta` is null on the side before the debate. */
function Column({
  answer,
  bar,
  x,
  frame,
  prefix,
  isNarrow,
  delta,
}: {
  readonly answer: FlowAnswer
  readonly bar: FlowBar | undefined
  readonly x: number
  readonly frame: FlowFrame
  readonly prefix: string
  readonly isNarrow: boolean
  readonly delta: number | null
}) {
  if (!bar) return null
  const { fontSize, barWidth } = frame
  const space = isNarrow ? 8 : 12
  const text = { x: delta === null ? x - space : x + barWidth + space, textAnchor: delta === null ? 'end' : 'start' } as const
  return (
    <>
      <rect className={stanceFill(answer.stance)} x={x} y={bar.y} width={barWidth} height={bar.height} />
      <rect x={x} y={bar.y} width={barWidth} height={bar.height} fill={stancePattern(prefix, answer.stance)} />
      <text className="lab" {...text} y={bar.labelY + fontSize * 0.85} fontSize={fontSize}>
        {isNarrow ? (answer.shortLabel ?? answer.label) : answer.label}
      </text>
      <text className="big" {...text} y={bar.labelY + fontSize * (isNarrow ? 2.85 : 3.05)} fontSize={fontSize * (isNarrow ? 1.9 : 2.1)}>
        {delta === null ? answer.before : answer.after}
        {delta !== null && (
          <tspan className="delta" dx={fontSize * 0.4} fontSize={fontSize}>
            {signed(delta)}
          </tspan>
        )}
      </text>
    </>
  )
}

function StayNumber({ ribbon, fontSize, text }: { readonly ribbon: FlowRibbon; readonly fontSize: number; readonly text: string }) {
  if (ribbon.height < fontSize * 1.1)
    return <Badge x={ribbon.numberX + fontSize * 0.4} y={ribbon.numberY} fontSize={fontSize} text={String(ribbon.count)} />
  return (
    <text className="sub" x={ribbon.numberX} y={ribbon.numberY + fontSize * 0.35} fontSize={fontSize}>
      {text}
    </text>
  )
}

function Badge({ x, y, fontSize, text }: { readonly x: number; readonly y: number; readonly fontSize: number; readonly text: string }) {
  const radius = fontSize * 0.78
  const width = Math.max(2 * radius, (text.length * 0.62 + 0.6) * fontSize)
  return (
    <>
      <rect className="num-bg" x={x - width / 2} y={y - radius} width={width} height={2 * radius} rx={radius} />
      <text className="num" x={x} y={y + fontSize * 0.35} fontSize={fontSize} textAnchor="middle">
        {text}
      </text>
    </>
  )
}

function signed(delta: number): string {
  if (delta === 0) return '±0'
  return delta > 0 ? `+${delta}` : `−${-delta}`
}
