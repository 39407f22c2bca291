/** A name as its bearer writes it, and in the letters an address may have. */
export interface Name {
  written: string;
  latin: string;
}

type Names = readonly [Name, ...Name[]];

const name = (written: string, latin = written.toLowerCase()): Name => ({ written, latin });

/** Given names and surnames that belong together: left to right, right to left, combining, ideographic. */
export const NAMES: readonly [{ given: Names; surnames: Names }, ...{ given: Names; surnames: Names }[]] = [
  {
    given: [
      name('Alice'),
      name('Benjamin'),
      name('Charlotte'),
      name('Daniel'),
      name('Emma'),
      name('Mary Jane', 'mary.jane'),
    ],
    surnames: [
      name('Smith'),
      name("O'Brien", 'obrien'),
      name('Taylor-Jones'),
      name('Wilson'),
      name('van der Berg', 'vanderberg'),
    ],
  },
  {
    given: [name('José', 'jose'), name('Lucía', 'lucia'), name('Iñaki', 'inaki'), name('Begoña', 'begona')],
    surnames: [name('García Márquez', 'garcia.marquez'), name('Núñez', 'nunez'), name('de la Peña', 'delapena')],
  },
  {
    // Decomposed letters: the accent is a character of its own.
    given: [name('Ame\u0301lie', 'amelie'), name('Rene\u0301', 'rene'), name('Nguye\u0302\u0303n Anh', 'nguyen.anh')],
    surnames: [
      name('Lefe\u0300vre', 'lefevre'),
      name('Tra\u0302\u0300n', 'tran'),
      name('Fran\u0063\u0327ois', 'francois'),
    ],
  },
  {
    given: [name('Jürgen', 'juergen'), name('Zoë', 'zoe'), name('Łukasz', 'lukasz'), name('Søren', 'soren')],
    surnames: [
      name('Müller', 'mueller'),
      name('Weiß', 'weiss'),
      name('Wiśniewski', 'wisniewski'),
      name('Ångström', 'angstrom'),
    ],
  },
  {
    given: [name('Анна', 'anna'), name('Дмитрий', 'dmitry'), name('Ольга', 'olga'), name('Сергей', 'sergey')],
    surnames: [name('Иванова', 'ivanova'), name('Петров', 'petrov'), name('Щербаков', 'shcherbakov')],
  },
  {
    given: [name('Νίκος', 'nikos'), name('Ελένη', 'eleni')],
    surnames: [name('Παπαδόπουλος', 'papadopoulos'), name('Γεωργίου', 'georgiou')],
  },
  {
    given: [name('محمد', 'mohammed'), name('فاطمة', 'fatima'), name('ليلى', 'layla')],
    surnames: [name('الأحمد', 'alahmad'), name('حداد', 'haddad'), name('المصري', 'almasri')],
  },
  {
    given: [name('נועה', 'noa'), name('יוסף', 'yosef')],
    surnames: [name('כהן', 'cohen'), name('לוי', 'levi')],
  },
  {
    given: [name('अनिता', 'anita'), name('राजेश', 'rajesh'), name('தமிழ்', 'tamil'), name('கவிதா', 'kavitha')],
    surnames: [name('शर्मा', 'sharma'), name('सिंह', 'singh'), name('முருகன்', 'murugan')],
  },
  {
    given: [name('伟', 'wei'), name('秀英', 'xiuying'), name('芳', 'fang')],
    surnames: [name('王', 'wang'), name('李', 'li'), name('欧阳', 'ouyang')],
  },
  {
    given: [name('さくら', 'sakura'), name('健太', 'kenta')],
    surnames: [name('佐藤', 'sato'), name('髙橋', 'takahashi')],
  },
  {
    given: [name('민준', 'minjun'), name('서연', 'seoyeon'), name('สมชาย', 'somchai')],
    surnames: [name('김', 'kim'), name('박', 'park'), name('ศรีสุข', 'srisuk')],
  },
];

export const JOBS = [
  'Engineer',
  'Senior Engineer',
  'Analyst',
  'Account Executive',
  'Designer',
  'Accountant',
  'Lead',
  'Director',
] as const;

export const DEPARTMENTS = [
  'Engineering',
  'Sales',
  'Finance',
  'Human Resources',
  'Operations',
  'Legal & Compliance',
] as const;

interface Place {
  city: string;
  country: string;
  state: string;
  usageLocation: string;
  language: string;
  office: string;
}

export const PLACES: readonly [Place, ...Place[]] = [
  { city: 'Chennai', country: 'India', state: 'Tamil Nadu', usageLocation: 'IN', language: 'en-IN', office: '12/3' },
  {
    city: 'Köln',
    country: 'Germany',
    state: 'Nordrhein-Westfalen',
    usageLocation: 'DE',
    language: 'de-DE',
    office: 'A1.204',
  },
  { city: 'Austin', country: 'United States', state: 'TX', usageLocation: 'US', language: 'en-US', office: '131/1104' },
  { city: '東京', country: '日本', state: '東京都', usageLocation: 'JP', language: 'ja-JP', office: '新館 5F' },
  { city: 'São Paulo', country: 'Brasil', state: 'SP', usageLocation: 'BR', language: 'pt-BR', office: 'Térreo' },
];
