// The pieces the picture of an opinion shift is drawn from.
import type { FlowBar, FlowFrame, FlowOutside, FlowRibbon } from './flow-layout.ts'
import { type Stance, stanceFill, stancePattern } from './Swatch.tsx'

export interface FlowAnswer {
  readonly label: string
  /** For narrow drawings, "UNENTSCH."; the label itself where absent. */
  readonly shortLabel?: string
  readonly stance: Stance
  /** How many chose it before, in the middle (null without such a wave) and after, of those who voted both times. */
  readonly before: number
  readonly middle?: number | null
  readonly after: number
}

/** One bar with its label; `delta` is null on the side before the debate. */
export function Column({
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

/** How many stay: in words inside their flow, as a badge where it is too thin. */
export function StayNumber({ ribbon, fontSize, text }: { readonly ribbon: FlowRibbon; readonly fontSize: number; readonly text: string }) {
  if (ribbon.height < fontSize * 1.1)
    return <Badge x={ribbon.numberX + fontSize * 0.4} y={ribbon.numberY} fontSize={fontSize} text={String(ribbon.count)} />
  return (
    <text className="sub" x={ribbon.numberX} y={ribbon.numberY + fontSize * 0.35} fontSize={fontSize}>
      {text}
    </text>
  )
}

/** A number on its own ground, readable over any flow. */
export function Badge({
  x,
  y,
  fontSize,
  text,
}: {
  readonly x: number
  readonly y: number
  readonly fontSize: number
  readonly text: string
}) {
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

/** The slim bar of the middle wave, each answer with its number beside it. */
export function MiddleBar({
  answers,
  bars,
  x,
  fontSize,
  width,
  prefix,
}: {
  readonly answers: readonly FlowAnswer[]
  readonly bars: readonly FlowBar[]
  readonly x: number
  readonly fontSize: number
  readonly width: number
  readonly prefix: string
}) {
  return answers.map((answer, index) => {
    const bar = bars[index]
    if (!bar || !answer.middle) return null
    return (
      <g key={answer.label}>
        <rect className={`${stanceFill(answer.stance)} slim`} x={x - width / 2} y={bar.y} width={width} height={bar.height} />
        <rect x={x - width / 2} y={bar.y} width={width} height={bar.height} fill={stancePattern(prefix, answer.stance)} />
        <Badge x={x + width / 2 + fontSize * 1.1} y={bar.y + bar.height / 2} fontSize={fontSize} text={String(answer.middle)} />
      </g>
    )
  })
}

/** People with one vote only: grey, below the others, with their number in words. */
export function Outside({
  bar,
  x,
  frame,
  text,
  isBefore,
  isLower,
}: {
  readonly bar: FlowOutside | null
  readonly x: number
  readonly frame: FlowFrame
  readonly text: string
  readonly isBefore: boolean
  /** One line further down, where the words of both sides would meet. */
  readonly isLower: boolean
}) {
  if (!bar) return null
  const { barWidth, fontSize } = frame
  return (
    <>
      <rect className="outside" {...(bar.isCut ? { 'data-cut': '' } : {})} x={x} y={bar.y} width={barWidth} height={bar.height} />
      <text
        className="sub"
        x={isBefore ? x + barWidth + fontSize * 0.5 : x - fontSize * 0.5}
        textAnchor={isBefore ? 'start' : 'end'}
        y={bar.y + fontSize * (isLower ? 2.15 : 0.9)}
        fontSize={fontSize}
      >
        {text}
      </text>
    </>
  )
}
