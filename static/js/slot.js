/** Where this person sits now, as the card region says in #slot. */

export const slotId = ({ session, round, table }) => `${session}/${round}/${table}`;

/** {id, session, round, table, number, open, questions}, or null while there is no place. */
export function readSlot(element) {
  const said = element?.dataset;
  if (!said?.session) return null;
  const slot = {
    session: said.session,
    round: Number(said.round) || null,
    table: said.table || null,
  };
  return {
    ...slot,
    id: slotId(slot),
    number: said.tableNumber ?? "",
    open: said.open !== "no",
    questions: readQuestions(said.questions),
  };
}

function readQuestions(text) {
  try {
    return JSON.parse(text || "[]");
  } catch {
    return [];
  }
}

export const slotNow = () => readSlot(document.getElementById("slot"));
