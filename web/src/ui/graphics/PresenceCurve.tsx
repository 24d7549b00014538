import { type CurveData, type CurveFrame, curveLayout } from './curve-layout.ts'

export interface CurveItem {
  readonly key: string
  readonly startsAt: number
  readonly endsAt: number
  readonly state: 'done' | 'now' | 'next'
}

export interface PresenceCurveProps extends CurveData {
  /** The agenda, drawn to scale along the axis. */
  readonly items: readonly CurveItem[]
  readonly caption: string
  /** The course of the curve in one sentence. */
  readonly label: string
  /** "48 angemeldet". */
  readonly registeredText: string
  /** "45 im Raum" and "jetzt, 10:47 Uhr". */
  readonly presentText: string
  readonly nowText: string
  /** "10:15" in the seminar's zone. */
  readonly clock: (at: number) => string
}

const WIDE: CurveFrame = { width: 860, height: 262, left: 34, right: 736, zero: 226, top: 34, fontSize: 15, ticks: 8 }
const NARROW: CurveFrame = { width: 358, height: 230, left: 30, right: 344, zero: 194, top: 32.7, fontSize: 13, ticks: 4 }

/** How many were in the room, as steps over the agenda; two drawings, the window's width chooses. */
export function PresenceCurve(props: PresenceCurveProps) {
  return (
    <figure className="att-curve">
      <figcaption>{props.caption}</figcaption>
      <Drawing {...props} frame={WIDE} isNarrow={false} />
      <Drawing {...props} frame={NARROW} isNarrow />
    </figure>
  )
}

function Drawing({
  frame,
  isNarrow,
  items,
  label,
  registeredText,
  presentText,
  nowText,
  clock,
  ...data
}: PresenceCurveProps & { readonly frame: CurveFrame; readonly isNarrow: boolean }) {
  const { left, right, zero, fontSize } = frame
  const layout = curveLayout(frame, data)
  const { nowPoint } = layout
  return (
    <svg
      className={isNarrow ? 'chart chart--narrow' : 'chart chart--wide'}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={label}
      focusable="false"
    >
      <g fontSize={fontSize}>
        {layout.gridLines.map(({ value, y }) => (
          <g key={value}>
            <line className="grid" x1={left} x2={right} y1={y} y2={y} />
            <text className="ax" x={left - 8} y={y + fontSize * 0.35} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        <line className="reg" x1={left} x2={right} y1={layout.registeredY} y2={layout.registeredY} />
        <path className="area" d={layout.area} />
        <path className="line" d={layout.line} />
        {items.map((item) => (
          <rect
            key={item.key}
            className={ITEM[item.state]}
            x={layout.xOf(item.startsAt)}
            y={zero + 2}
            width={Math.max(1, layout.xOf(item.endsAt) - layout.xOf(item.startsAt) - 1.4)}
            height={6}
          />
        ))}
        {layout.times.map(({ at, x }) => (
          <text key={at} className="ax" x={x} y={zero + 28} textAnchor={isNarrow && x > right - 16 ? 'end' : 'middle'}>
            {clock(at)}
          </text>
        ))}
        <text
          className={isNarrow ? 'ax' : 'lab'}
          x={isNarrow ? right : right + 10}
          y={isNarrow ? layout.registeredY - 6 : layout.registeredY + 1.5}
          textAnchor={isNarrow ? 'end' : 'start'}
        >
          {registeredText}
        </text>
        {nowPoint && (
          <>
            <line className="nowl" x1={nowPoint.x} x2={nowPoint.x} y1={16} y2={zero + 8} />
            <circle className="nowd" cx={nowPoint.x} cy={nowPoint.y} r={5} />
            <NowLabel frame={frame} x={nowPoint.x} y={nowPoint.y} presentText={presentText} nowText={nowText} />
          </>
        )}
      </g>
    </svg>
  )
}

/** The words at the line: right of it, left of it where there is no room. */
function NowLabel({
  frame,
  x,
  y,
  presentText,
  nowText,
}: {
  readonly frame: CurveFrame
  readonly x: number
  readonly y: number
  readonly presentText: string
  readonly nowText: string
}) {
  const { fontSize } = frame
  const isLeft = x + 12 + Math.max(presentText.length, nowText.length) * fontSize * 0.56 > frame.right
  const first = Math.min(y + fontSize * 1.6, frame.zero - fontSize * 2)
  const place = { x: isLeft ? x - 12 : x + 12, textAnchor: isLeft ? 'end' : 'start' } as const
  return (
    <>
      <text className="lab" {...place} y={first}>
        {presentText}
      </text>
      <text className="ax" {...place} y={first + fontSize * 1.3}>
        {nowText}
      </text>
    </>
  )
}

const ITEM = { done: 'agx done', now: 'agx cur', next: 'agx' } as const
