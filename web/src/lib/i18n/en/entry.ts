import type { entry as german } from '../de/entry.ts'

export const entry: Record<keyof typeof german, string> = {}
