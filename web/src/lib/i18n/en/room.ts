import type { room as german } from '../de/room.ts'

export const room: Record<keyof typeof german, string> = {}
