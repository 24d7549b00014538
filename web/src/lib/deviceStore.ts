// Small choices that stay on this device: never anything about the seat.
import type { z } from 'zod'

/** The kept choice, or the fallback where nothing (valid) is kept. */
export function readChoice<Value>(key: string, schema: z.ZodType<Value>, fallback: Value): Value {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? ''))
    return parsed.success ? parsed.data : fallback
  } catch {
    return fallback
  }
}

/** Keeps a choice on this device. */
export function keepChoice(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Storage may be blocked; the choice then lasts until the page is left.
  }
}
