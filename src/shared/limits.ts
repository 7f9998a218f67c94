/** Every limit that several places share has one name here; a module's own limits stand in the module. */
export const LIMITS = {
  /** bytes of an ordinary form post */ formBody: 256 * 1024,
  /** bytes of one uploaded file; larger is refused before it is read to the end */ uploadFile: 15 * 1024 * 1024,
  /** bytes of a form that are read past once they are of no use, for the sake of what may stand behind them; then it is cut off */ uploadSkipped: 128 * 1024 * 1024,
  /** files in one dossier */ filesPerDossier: 40,
  /** characters of a person's name; the longest real names on record have some 60 letters, 300 is refused with words */ personName: 120,
  /** characters of a one-line answer */ lineText: 300,
  /** characters of a many-line answer */ longText: 4000,
  /** rows in a repeated group */ repeatRows: 50,
  /** rows on a list page */ pageRows: 50,
  /** days that an untouched draft is kept */ draftDays: 30,
  /** working hours in which an online dossier must be answered (NĐ 45/2020 Đ.11) */ acknowledgeHours: 8,
} as const;
