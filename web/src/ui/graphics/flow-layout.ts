// Where everything in the picture of an opinion shift stands. Pure; lengths are units of the drawing's own view box.
import { freeSpot, type FlowSpan, ribbonPath } from './flow-ribbon.ts'

/** The fixed measures of one drawing; the wide and the narrow one are different drawings (DESIGN §11). */
export interface FlowFrame {
  readonly width: number
  readonly height: number
  readonly fontSize: number
  /** Between two answers, top to bottom. */
  readonly gap: number
  readonly barWidth: number
  /** Left edges of the two columns of bars. */
  readonly leftX: number
  readonly rightX: number
  /** The height a label and its large number need. */
  readonly labelHeight: number
}

export interface FlowPeople {
  /** Sums per answer, top to bottom, of the people who voted both times. */
  readonly before: readonly number[]
  readonly after: readonly number[]
  /** The same people in the middle, as far as they voted then; null without such a wave. */
  readonly middle?: readonly number[] | null
  /** Who moved from which answer (row) to which (column); a cell that is null is not told. */
  readonly moves: readonly (readonly (number | null)[])[]
  /** People who voted in one wave only. */
  readonly beforeOnly?: number
  readonly afterOnly?: number
}

export interface FlowBar {
  readonly y: number
  readonly height: number
  /** Where the label's block begins; below its bar where bars are too thin to stand side by side with it. */
  readonly labelY: number
}

export interface FlowRibbon {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly path: string
  /** Where the number stands. */
  readonly numberX: number
  readonly numberY: number
  readonly height: number
}

/** All flows that are not told one by one, gathered in one band. */
export interface FlowRest {
  readonly count: number
  /** One outline, so that it is one band where its strands cross. */
  readonly path: string
  readonly numberX: number
  readonly numberY: number
}

/** People who are in no flow. */
export interface FlowOutside {
  readonly y: number
  readonly height: number
  /** They are more than the bar is long; the number says how many. */
  readonly isCut: boolean
}

export interface FlowLayout {
  /** What the drawing needs; more than the frame's height where people stand outside. */
  readonly height: number
  readonly before: readonly FlowBar[]
  readonly after: readonly FlowBar[]
  /** The slim bar in the middle; empty without such a wave. */
  readonly middle: readonly FlowBar[]
  readonly middleX: number
  /** Those who kept their answer, then those who moved with the thinnest last, in the order of drawing. */
  readonly stays: readonly FlowRibbon[]
  readonly moves: readonly FlowRibbon[]
  /** Null where every flow is told. */
  readonly rest: FlowRest | null
  /** People with one vote only, below their column and to scale unless cut; null where there are none. */
  readonly beforeOnly: FlowOutside | null
  readonly afterOnly: FlowOutside | null
}

const THINNEST = 3
/** Beyond this part of the matched people the bar outside is cut: those who moved must stay the picture. */
const OUTSIDE_SHARE = 0.2

/** Lays out one drawing, everybody to the same scale. */
export function flowLayout(frame: FlowFrame, people: FlowPeople): FlowLayout {
  const { before, after, middle = null, moves, beforeOnly = 0, afterOnly = 0 } = people
  const matched = sum(before)
  const top = frame.fontSize * 2.1
  const usable = frame.height - top - frame.gap * (before.length - 1)
  const perPerson = matched === 0 ? 0 : usable / matched
  const left = bars(before, top, perPerson, frame)
  const right = bars(after, top, perPerson, frame)
  const x: FlowSpan = [frame.leftX + frame.barWidth + 2, frame.rightX - 2]
  const middleX = (x[0] + x[1]) / 2
  const filledLeft = left.map(({ y }) => y)
  const filledRight = right.map(({ y }) => y)
  const ribbons = told(moves, perPerson, filledLeft, filledRight)

  const placed: { x: number; y: number }[] = []
  const drawn = ribbons.map(({ y0, y1, height, ...ribbon }): FlowRibbon => {
    const isStay = ribbon.from === ribbon.to
    const [middle0, middle1] = [y0 + height / 2, y1 + height / 2]
    const spot = isStay ? { x: x[0] + frame.fontSize * 0.8, y: middle0 } : freeSpot(placed, x, middle0, middle1, frame.fontSize * 1.6)
    if (!isStay) placed.push(spot)
    return { ...ribbon, height, path: ribbonPath(x, middle0, middle1, Math.max(THINNEST, height)), numberX: spot.x, numberY: spot.y }
  })

  const bottom = Math.max(...[...left, ...right].map((bar) => Math.max(bar.y + bar.height, bar.labelY + frame.labelHeight)))
  const outsideBar = (count: number): FlowOutside | null => {
    if (count === 0) return null
    const height = Math.max(THINNEST, Math.min(count, matched * OUTSIDE_SHARE) * perPerson)
    return { y: bottom + frame.gap, height, isCut: count > matched * OUTSIDE_SHARE }
  }
  const [onlyLeft, onlyRight] = [outsideBar(beforeOnly), outsideBar(afterOnly)]
  return {
    height: Math.max(
      frame.height,
      ...[onlyLeft, onlyRight].flatMap((bar) => (bar ? bar.y + Math.max(bar.height, frame.fontSize * 2.6) : [])),
    ),
    before: left,
    after: right,
    middle: middle ? bars(middle, top, perPerson, frame) : [],
    middleX,
    stays: drawn.filter(({ from, to }) => from === to),
    moves: drawn.filter(({ from, to }) => from !== to).toSorted((a, b) => b.count - a.count),
    // Beside the bar of the middle, not under it.
    rest: restOf({ before, after, moves }, perPerson, filledLeft, filledRight, x, middle ? x[0] + (x[1] - x[0]) * 0.3 : middleX),
    beforeOnly: onlyLeft,
    afterOnly: onlyRight,
  }
}

interface Strand {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly y0: number
  readonly y1: number
  readonly height: number
}

/** The flows that are told, each beginning and ending where the one before it left off. */
function told(moves: FlowPeople['moves'], perPerson: number, filledLeft: number[], filledRight: number[]): Strand[] {
  return moves.flatMap((row, from) =>
    row.flatMap((count, to): Strand[] => {
      if (count === null || count === 0) return []
      const height = count * perPerson
      const [y0, y1] = [filledLeft[from] ?? 0, filledRight[to] ?? 0]
      filledLeft[from] = y0 + height
      filledRight[to] = y1 + height
      return [{ from, to, count, y0, y1, height }]
    }),
  )
}

/** One band out of what every bar has left: together on the way, so that nobody sees who went where. */
function restOf(
  { before, after, moves }: Pick<FlowPeople, 'before' | 'after' | 'moves'>,
  perPerson: number,
  filledLeft: readonly number[],
  filledRight: readonly number[],
  x: FlowSpan,
  hubX: number,
): FlowRest | null {
  if (!moves.some((row) => row.includes(null))) return null
  const leaving = before.map((count, from) => count - sum((moves[from] ?? []).map((cell) => cell ?? 0)))
  const arriving = after.map((count, to) => count - sum(moves.map((row) => row[to] ?? 0)))
  const count = sum(leaving)
  if (count === 0) return null
  const centre = (counts: readonly number[], filled: readonly number[]) =>
    sum(counts.map((part, index) => part * ((filled[index] ?? 0) + (part * perPerson) / 2))) / count
  const numberY = (centre(leaving, filledLeft) + centre(arriving, filledRight)) / 2
  const hubTop = numberY - (count * perPerson) / 2
  const strands = (counts: readonly number[], filled: readonly number[], isLeft: boolean) => {
    let hubY = hubTop
    return counts.flatMap((part, index) => {
      if (part === 0) return []
      const height = part * perPerson
      const [atBar, atHub] = [(filled[index] ?? 0) + height / 2, hubY + height / 2]
      hubY += height
      return isLeft ? ribbonPath([x[0], hubX], atBar, atHub, height) : ribbonPath([hubX, x[1]], atHub, atBar, height)
    })
  }
  const path = [...strands(leaving, filledLeft, true), ...strands(arriving, filledRight, false)].join('')
  return { count, path, numberX: hubX, numberY }
}

function bars(counts: readonly number[], top: number, perPerson: number, frame: FlowFrame): FlowBar[] {
  let y = top
  const placed = counts.map((count) => {
    const bar = { y, height: count * perPerson, labelY: y }
    y += bar.height + frame.gap
    return bar
  })
  // Labels keep their distance: pushed down where bars are thin, then up again from the lower edge.
  let lowest = frame.height - frame.labelHeight
  const fromBelow = placed.toReversed().map((bar) => {
    const labelY = Math.min(bar.labelY, lowest)
    lowest = labelY - frame.labelHeight
    return { ...bar, labelY }
  })
  let highest = top
  return fromBelow.toReversed().map((bar) => {
    const labelY = Math.max(bar.labelY, highest)
    highest = labelY + frame.labelHeight
    return { ...bar, labelY }
  })
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
