import type { studio as german } from '../de/studio.ts'

export const studio: Record<keyof typeof german, string> = {}
