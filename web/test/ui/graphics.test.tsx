import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { Ruler } from '../../src/features/agenda/Ruler.tsx'
import { curveLayout, type CurveFrame } from '../../src/ui/graphics/curve-layout.ts'
import { flowLayout, type FlowFrame } from '../../src/ui/graphics/flow-layout.ts'
import { OpinionFlow } from '../../src/ui/graphics/OpinionFlow.tsx'
import { PollBars } from '../../src/ui/graphics/PollBars.tsx'
import { Pulse } from '../../src/ui/Pulse.tsx'

afterEach(cleanup)

const FRAME: FlowFrame = { width: 880, height: 410, fontSize: 18, gap: 16, barWidth: 22, leftX: 168, rightX: 690, labelHeight: 62 }
const BEFORE = [24, 15, 21]
const AFTER = [28, 12, 20]
const MOVES = [
  [17, 3, 4],
  [5, 7, 3],
  [6, 2, 13],
]

describe('W12 The time ruler is to scale and says in words what it shows', () => {
  test('W12 one mark per item, as long as its minutes', () => {
    const row = { id: 'a', title: 'Einstieg', isStarred: false, startsAt: 0, progress: 0, minutesLeft: null }
    render(
      <Ruler
        label="40 von 90 Minuten, Punkt 2 von 2"
        rows={[
          { ...row, minutes: 10, state: 'done' },
          { ...row, id: 'b', minutes: 80, state: 'now', progress: 0.375 },
        ]}
      />,
    )
    const marks = [...screen.getByRole('img', { name: '40 von 90 Minuten, Punkt 2 von 2' }).children]
    expect(
      marks.map((mark) => [mark.getAttribute('data-state'), mark instanceof HTMLElement && mark.style.getPropertyValue('--min')]),
    ).toEqual([
      ['done', '10'],
      ['now', '80'],
    ])
    const now = marks[1]
    expect(now instanceof HTMLElement && now.style.getPropertyValue('--p')).toBe('0.375')
  })
})

describe('W13 The picture of a debate shows the same people before and after, to scale', () => {
  test('W13 bars and flows are as high as the people they stand for', () => {
    const layout = flowLayout(FRAME, { before: BEFORE, after: AFTER, moves: MOVES })
    const perPerson = (layout.before[0]?.height ?? 0) / 24
    expect(layout.before.map(({ height }) => height / perPerson)).toEqual([24, 15, 21].map((count) => expect.closeTo(count)))
    expect(layout.after.map(({ height }) => height / perPerson)).toEqual([28, 12, 20].map((count) => expect.closeTo(count)))
    for (const ribbon of [...layout.stays, ...layout.moves]) expect(ribbon.height / perPerson).toBeCloseTo(ribbon.count)
    expect(layout.after.at(-1)).toMatchObject({ y: expect.closeTo(410 - 20 * perPerson) })
  })

  test('W13 the thinnest flow is drawn last and no number covers another', () => {
    const { moves } = flowLayout(FRAME, { before: BEFORE, after: AFTER, moves: MOVES })
    expect(moves.map(({ count }) => count)).toEqual([6, 5, 4, 3, 3, 2])
    for (const [index, one] of moves.entries())
      for (const other of moves.slice(index + 1))
        expect(Math.hypot(one.numberX - other.numberX, one.numberY - other.numberY)).toBeGreaterThan(28)
  })

  test('W13 a flow of one in a thousand stays visible', () => {
    const { moves } = flowLayout(FRAME, {
      before: [500, 0, 500],
      after: [499, 0, 501],
      moves: [
        [499, 0, 1],
        [0, 0, 0],
        [0, 0, 500],
      ],
    })
    const [, top = '', bottom = ''] = / ([\d.]+)V([\d.]+)C/.exec(moves[0]?.path ?? '') ?? []
    expect(moves.map(({ count }) => count)).toEqual([1])
    expect(Number(bottom) - Number(top)).toBeCloseTo(3)
  })

  test('W13 flows that are kept back are one band with their sum', () => {
    const moves = [
      [18, null, null],
      [null, 4, null],
      [null, null, 15],
    ]
    const layout = flowLayout(FRAME, { before: [22, 16, 22], after: [32, 7, 21], moves })
    expect([layout.moves, layout.rest?.count, layout.rest?.path.split('Z').length]).toEqual([[], 23, 7])
    expect(layout.stays.map(({ count }) => count)).toEqual([18, 4, 15])
    expect(flowLayout(FRAME, { before: BEFORE, after: AFTER, moves: MOVES }).rest).toBeNull()
  })

  test('W13 people with one vote stand outside, to scale, and change nothing above them', () => {
    const people = { before: BEFORE, after: AFTER, moves: MOVES }
    const alone = flowLayout(FRAME, people)
    const layout = flowLayout(FRAME, { ...people, beforeOnly: 3, afterOnly: 6 })
    expect(layout.before).toEqual(alone.before)
    expect((layout.afterOnly?.height ?? 0) / (layout.beforeOnly?.height ?? 1)).toBeCloseTo(2)
    expect((layout.afterOnly?.height ?? 0) / (layout.before[0]?.height ?? 1)).toBeCloseTo(6 / 24)
    expect(layout.height).toBeGreaterThanOrEqual((layout.afterOnly?.y ?? 0) + (layout.afterOnly?.height ?? 0))
    const many = flowLayout(FRAME, { ...people, afterOnly: 400 })
    expect([many.before, many.afterOnly?.isCut, layout.afterOnly?.isCut]).toEqual([alone.before, true, false])
    expect(many.height).toBeLessThan(FRAME.height * 1.5)
  })

  test('W13 a wave in the middle is a third bar of the same scale', () => {
    const layout = flowLayout(FRAME, { before: BEFORE, middle: [26, 14, 18], after: AFTER, moves: MOVES })
    expect((layout.middle[0]?.height ?? 0) / (layout.before[0]?.height ?? 1)).toBeCloseTo(26 / 24)
    expect(flowLayout(FRAME, { before: BEFORE, after: AFTER, moves: MOVES }).middle).toEqual([])
  })

  test('W13 labels never overlap, however thin the bars', () => {
    const { before } = flowLayout(FRAME, {
      before: [58, 1, 1],
      after: [60, 0, 0],
      moves: [
        [58, 0, 0],
        [1, 0, 0],
        [1, 0, 0],
      ],
    })
    const tops = before.map(({ labelY }) => labelY)
    expect(Math.min(...tops.slice(1).map((top, index) => top - (tops[index] ?? 0)))).toBeGreaterThanOrEqual(62)
  })

  test('W13 every answer has a word and a pattern, and the change stands as a number', () => {
    const stances = ['for', 'undecided', 'against'] as const
    const { container } = render(
      <OpinionFlow
        answers={['JA', 'UNENTSCHIEDEN', 'NEIN'].map((label, index) => ({
          label,
          stance: stances[index] ?? 'for',
          before: BEFORE[index] ?? 0,
          after: AFTER[index] ?? 0,
        }))}
        moves={MOVES}
        beforeOnly={0}
        afterOnly={2}
        texts={{
          title: 'Fluss',
          before: 'Vorher',
          middle: 'Mitte',
          after: 'Nachher',
          stay: (count) => `${count} bleiben`,
          rest: (count) => `${count} andere Wechsel`,
          once: (count, isBefore) => `${count} nur ${isBefore ? 'vorher' : 'nachher'}`,
          changed: 'geändert',
          kept: 'behalten',
          restKey: 'verdeckt',
          onceKey: 'einmal',
          meaning: '',
        }}
      />,
    )
    const [wide, narrow] = screen.getAllByRole('img', { name: 'Fluss' })
    for (const drawing of [wide, narrow]) {
      const text = drawing?.textContent ?? ''
      for (const part of ['JA', 'UNENTSCHIEDEN', 'NEIN', '+4', '−3', '−1', '2 nur nachher']) expect(text).toContain(part)
      for (const bar of drawing?.querySelectorAll('[fill^="url(#"]') ?? [])
        expect(
          drawing?.querySelector(
            bar
              .getAttribute('fill')
              ?.replace(/^url\((.*)\)$/, '$1')
              .replaceAll(/[^#\w-]/g, '\\$&') ?? '',
          ),
        ).not.toBeNull()
    }
    expect(container.textContent).toContain('17 bleiben')
  })
})

describe('W14 The result of an ordinary poll has its number beside every bar', () => {
  test('W14 shares of all ballots, the own answer named', () => {
    render(
      <PollBars
        label="Ergebnis"
        total={20}
        countText={(count) => `${count} Stimmen`}
        bars={[
          { key: 'a', label: 'Instagram', count: 15, stance: null, own: 'Ihre Stimme' },
          { key: 'b', label: 'TikTok', count: 5, stance: null, own: null },
        ]}
      />,
    )
    const [first, second] = screen.getAllByRole('listitem')
    expect(first?.textContent).toBe('Instagram Ihre Stimme15 Stimmen')
    expect(second?.textContent).toBe('TikTok5 Stimmen')
    const bar = second?.querySelector('.poll-bars-bar')
    expect(bar instanceof HTMLElement && bar.style.getPropertyValue('--share')).toBe('0.25')
  })

  test('W14 nobody has voted: no division by nothing', () => {
    const { container } = render(
      <PollBars
        label="Ergebnis"
        total={0}
        countText={String}
        bars={[{ key: 'a', label: 'Instagram', count: 0, stance: null, own: null }]}
      />,
    )
    const bar = container.querySelector('.poll-bars-bar')
    expect(bar instanceof HTMLElement && bar.style.getPropertyValue('--share')).toBe('0')
  })
})

const CURVE: CurveFrame = { width: 860, height: 262, left: 34, right: 736, zero: 226, top: 34, fontSize: 15, ticks: 8 }
const FROM = Date.UTC(2027, 2, 12, 8, 45)
const at = (minutes: number) => FROM + minutes * 60_000

describe('W15 The presence curve is a staircase from zero over the real minutes', () => {
  test('W15 it stops at this moment and jumps where somebody came or went', () => {
    const layout = curveLayout(CURVE, {
      from: FROM,
      until: at(105),
      now: at(52.5),
      steps: [
        { at: at(21), present: 24 },
        { at: at(42), present: 12 },
      ],
      registered: 48,
    })
    expect(layout.line).toBe('M34 226H174.4V130H314.8V178H385')
    expect(layout.registeredY).toBe(34)
    expect(layout.nowPoint).toEqual({ x: 385, y: 178, present: 12 })
  })

  test('W15 before the doors open there is an axis and no curve', () => {
    const layout = curveLayout(CURVE, { from: FROM, until: at(105), now: null, steps: [], registered: 48 })
    expect([layout.line, layout.area, layout.nowPoint]).toEqual(['', '', null])
    expect(layout.gridLines.map(({ value }) => value)).toEqual([0, 10, 20, 30, 40])
    expect(layout.times.map((time) => new Date(time.at).toISOString().slice(11, 16))).toEqual([
      '08:45',
      '09:00',
      '09:15',
      '09:30',
      '09:45',
      '10:00',
      '10:15',
      '10:30',
    ])
  })

  test('W15 who was there before the axis begins is on it, and nothing of the future is', () => {
    const layout = curveLayout(CURVE, {
      from: FROM,
      until: at(105),
      now: at(10),
      steps: [
        { at: at(-5), present: 24 },
        { at: at(50), present: 48 },
      ],
      registered: 48,
    })
    expect(layout.line).toBe('M34 130H100.9')
  })
})

describe('W16 Dots are drawn for people, the sentence beside them has the number', () => {
  test('W16 one dot each, the sentence readable, the dots hidden', () => {
    const { container } = render(
      <Pulse filled={43} total={45}>
        43 von 45 hören Sie
      </Pulse>,
    )
    expect(container.querySelectorAll('.pulse-dots i')).toHaveLength(45)
    expect(container.querySelectorAll('.pulse-dots i.off')).toHaveLength(2)
    expect(container.querySelector('.pulse-dots')?.getAttribute('aria-hidden')).toBe('true')
    expect(screen.getByText('43 von 45 hören Sie')).toBeDefined()
  })
})
