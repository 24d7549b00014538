import type { polls as german } from '../de/polls.ts'

export const polls: Record<keyof typeof german, string> = {}
