import type { organiser as german } from '../de/organiser.ts'

export const organiser: Record<keyof typeof german, string> = {}
