import { useRef, useState } from 'react'
import type { OwnSeat } from '@podium/shared/seats.ts'
import { type EntryScreen, FRESH_FORM, screenAfter } from './outcome.ts'

/** Runs one way of entering: posts on request, keeps the input for the take-over question, says which screen comes next. */
export function useEntry<Input>(
  by: 'link' | 'number',
  enter: (input: Input, takeOver: boolean) => Promise<OwnSeat>,
  onEntered: (seat: OwnSeat) => void,
) {
  const [screen, setScreen] = useState<EntryScreen>(FRESH_FORM)
  const [isPending, setPending] = useState(false)
  const asked = useRef<Input | null>(null)

  const attempt = async (input: Input, takeOver: boolean): Promise<void> => {
    if (isPending) return
    asked.current = input
    setPending(true)
    try {
      onEntered(await enter(input, takeOver))
    } catch (error) {
      setScreen(screenAfter(error, by, Date.now()))
    } finally {
      setPending(false)
    }
  }

  return {
    screen,
    isPending,
    attempt: (input: Input) => void attempt(input, false),
    takeOver: () => {
      if (asked.current !== null) void attempt(asked.current, true)
    },
    back: () => setScreen(FRESH_FORM),
  }
}
