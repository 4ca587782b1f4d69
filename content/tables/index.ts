/** The tables, as shipped, checked once when they are loaded. */
import growth from './growth.json' with { type: 'json' };
import money from './money.json' with { type: 'json' };
import papers from './papers.json' with { type: 'json' };
import { type Tables, tablesShape } from './shape.ts';
import templates from './templates.json' with { type: 'json' };
import vaccines from './vaccines.json' with { type: 'json' };
import vitaminA from './vitamin-a.json' with { type: 'json' };

export const TABLES: Tables = tablesShape.parse({ vaccines, vitaminA, growth, papers, money, templates });
