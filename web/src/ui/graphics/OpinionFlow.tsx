import { type ReactNode, useId } from 'react'
import { type FlowFrame, flowLayout } from './flow-layout.ts'
import { Badge, Column, type FlowAnswer, MiddleBar, Outside, StayNumber } from './FlowParts.tsx'
import { type Stance, stanceFill, StancePatterns, stancePattern } from './Swatch.tsx'

export interface FlowTexts {
  /** What the picture shows and that the table says the same. */
  readonly title: string
  /** "Vor der Debatte", "Mitte", "Nach der Debatte". */
  readonly before: string
  readonly middle: string
  readonly after: string
  /** "17 bleiben". */
  readonly stay: (count: number) => string
  /** "23 andere Wechsel": the flows that are not told one by one. */
  readonly rest: (count: number) => string
  /** "3 nur vorher", "5 nur nachher". */
  readonly once: (count: number, isBefore: boolean) => string
  /** The key below: "Position geändert", "Position behalten", what grey means, what colour and pattern show. */
  readonly changed: string
  readonly kept: string
  readonly restKey: string
  readonly onceKey: string
  readonly meaning: string
}

export interface OpinionFlowProps {
  /** Top to bottom: JA, UNENTSCHIEDEN, NEIN. */
  readonly answers: readonly FlowAnswer[]
  /** Rows before, columns after, in the order of the answers; null where a number is kept back. */
  readonly moves: readonly (readonly (number | null)[])[]
  /** People who voted in one wave only: drawn outside, in no flow. */
  readonly beforeOnly: number
  readonly afterOnly: number
  readonly texts: FlowTexts
}

const WIDE: FlowFrame = { width: 880, height: 410, fontSize: 18, gap: 16, barWidth: 22, leftX: 168, rightX: 690, labelHeight: 62 }
const NARROW: FlowFrame = { width: 358, height: 430, fontSize: 14, gap: 22, barWidth: 14, leftX: 84, rightX: 260, labelHeight: 46 }

/** How the same people moved between the answers of a debate; two drawings, the container's width chooses. The numbers must follow as a table. */
export function OpinionFlow(props: OpinionFlowProps) {
  const prefix = useId()
  const { texts, answers, moves } = props
  const key = answers[0]?.stance ?? 'for'
  return (
    <>
      <Drawing {...props} frame={WIDE} isNarrow={false} />
      <Drawing {...props} frame={NARROW} isNarrow />
      <p className="t-sm t-2 flow-key">
        {moves.some((row, from) => row.some((count, to) => from !== to && count !== null && count > 0)) && (
          <Key text={texts.changed}>
            <StancePatterns prefix={prefix} />
            <rect className={stanceFill(key)} width="34" height="14" />
            <rect width="34" height="14" fill={stancePattern(prefix, key)} />
          </Key>
        )}
        <Key text={texts.kept}>
          <rect className={`${stanceFill(key)} stay`} width="34" height="14" />
        </Key>
        {moves.some((row) => row.includes(null)) && (
          <Key text={texts.restKey}>
            <rect className="rest" width="34" height="14" />
          </Key>
        )}
        {props.beforeOnly + props.afterOnly > 0 && (
          <Key text={texts.onceKey}>
            <rect className="outside" x="1" y="1" width="32" height="12" />
          </Key>
        )}
        <span>{texts.meaning}</span>
      </p>
    </>
  )
}

function Key({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <span>
      <svg className="flow-swatch" width="34" height="14" aria-hidden="true" focusable="false">
        {children}
      </svg>{' '}
      {text}
    </span>
  )
}

function Drawing({
  answers,
  moves,
  beforeOnly,
  afterOnly,
  texts,
  frame,
  isNarrow,
}: OpinionFlowProps & { readonly frame: FlowFrame; readonly isNarrow: boolean }) {
  const prefix = useId()
  const { fontSize, width, leftX, rightX, barWidth } = frame
  const hasMiddle = answers.some(({ middle }) => middle !== null && middle !== undefined)
  const layout = flowLayout(frame, {
    before: answers.map(({ before }) => before),
    middle: hasMiddle ? answers.map(({ middle }) => middle ?? 0) : null,
    after: answers.map(({ after }) => after),
    moves,
    beforeOnly,
    afterOnly,
  })
  const stanceOf = (index: number): Stance => answers[index]?.stance ?? 'undecided'
  return (
    <svg
      className={isNarrow ? 'flow flow--narrow' : 'flow flow--wide'}
      viewBox={`0 0 ${width} ${Math.ceil(layout.height)}`}
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
      {hasMiddle && (
        <text className="sub" x={layout.middleX} y={fontSize} fontSize={fontSize} textAnchor="middle">
          {texts.middle}
        </text>
      )}
      {layout.rest && <path className="rest move" d={layout.rest.path} />}
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
      {hasMiddle && (
        <MiddleBar answers={answers} bars={layout.middle} x={layout.middleX} fontSize={fontSize} width={barWidth * 0.45} prefix={prefix} />
      )}
      {layout.moves.map((ribbon) => (
        <Badge key={`${ribbon.from}-${ribbon.to}`} x={ribbon.numberX} y={ribbon.numberY} fontSize={fontSize} text={String(ribbon.count)} />
      ))}
      {layout.rest && (
        <Badge
          x={layout.rest.numberX}
          y={layout.rest.numberY}
          fontSize={fontSize}
          text={isNarrow ? String(layout.rest.count) : texts.rest(layout.rest.count)}
        />
      )}
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
      <Outside bar={layout.beforeOnly} x={leftX} frame={frame} text={texts.once(beforeOnly, true)} isBefore isLower={false} />
      <Outside
        bar={layout.afterOnly}
        x={rightX}
        frame={frame}
        text={texts.once(afterOnly, false)}
        isBefore={false}
        isLower={isNarrow && beforeOnly > 0}
      />
    </svg>
  )
}
