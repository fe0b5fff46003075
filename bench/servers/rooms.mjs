const rooms = new Map()
let handled = 0

/** The work of every server: small, so that the way to it is what is measured, and counted, so that none is skipped. */
export function createRoom({ RoomInfo }) {
  rooms.set(RoomInfo.RoomId, RoomInfo)
  handled += 1
}

export const destroyRoom = ({ RoomId }) => rooms.delete(RoomId)

export const updateRoom = ({ RoomInfo }) => Object.assign(rooms.get(RoomInfo.RoomId) ?? {}, RoomInfo)

/** The work of a host that only answers: counted like that of the others. */
export function countRequest() {
  handled += 1
}

export const handledCount = () => handled
