//! The schools' figures by the yearly statistics: schools that no list names, and where the statistics and the list of schools say
//! different things.

use crate::counts::{self, Counted, Stated};
use crate::desk::Desk;
use crate::draft::{DraftRow, Spot};
use crate::names;
use crate::question::{Allowed, Item, Question};
use crate::roster::Roster;
use crate::schools::{Schools, Spelling};
use crate::statistics::{Figures, What, together};
use lungang_domain::finding::Finding;
use lungang_domain::sentence::Sentence;
use lungang_tables::schema::{self, CLASSES_BY_GRADE, PUPILS_BY_GRADE};
use std::collections::{BTreeMap, BTreeSet};

/// A school as the sheets name it.
#[derive(Debug, Default)]
struct Met {
    id: Option<String>,
    name: Option<String>,
    spot: Option<Spot>,
    /// Whether it has primary grades, and junior ones.
    parts: [bool; 2],
}

impl Schools {
    /// The schools that the statistics name, where no list of schools does.
    pub(crate) fn found(&mut self, stated: &[Stated]) {
        let mut met: Vec<Met> = Vec::new();
        // Those with both a name and a code first, so that either leads to them.
        let mut order: Vec<&Stated> = stated.iter().collect();
        order.sort_by_key(|s| s.figures.name.is_none() || s.figures.school_id.is_none());
        for one in order {
            let figures = &one.figures;
            let same = |m: &Met| match (&m.id, &figures.school_id) {
                (Some(own), Some(other)) => own == other,
                _ => {
                    m.name.as_deref().zip(figures.name.as_deref()).is_some_and(|(a, b)| names::key(a) == names::key(b))
                }
            };
            if figures.name.is_none() && figures.school_id.is_none() {
                continue;
            }
            let at = met.iter().position(same).unwrap_or_else(|| {
                met.push(Met::default());
                met.len() - 1
            });
            let school = &mut met[at];
            school.id = school.id.take().or_else(|| figures.school_id.clone());
            school.name = school.name.take().or_else(|| figures.name.clone());
            school.spot = school.spot.min(Some(one.spot)).or(Some(one.spot));
            let some = |grades: std::ops::Range<usize>| {
                figures.pupils[grades.clone()].iter().chain(&figures.classes[grades]).flatten().any(|n| *n > 0)
            };
            school.parts = [school.parts[0] || some(0..6), school.parts[1] || some(6..9)];
        }
        met.sort_by_key(|school| school.spot);
        for school in met {
            self.one_found(school);
        }
    }

    fn one_found(&mut self, school: Met) {
        let name = school.name.clone().or_else(|| school.id.clone()).unwrap_or_default();
        if let Some(what) = crate::values::outside("", &name) {
            *self.outside.entry(what).or_default() += 1;
            for written in [school.name, school.id].into_iter().flatten() {
                self.spellings.insert(names::key(&written), Spelling { school: None, full: true, count: 0 });
            }
            return;
        }
        let mut row = DraftRow::default();
        row.put("school_id", school.id.unwrap_or_else(|| name.clone()), school.spot);
        let stage = match school.parts {
            [true, true] => Some("nine_year"),
            [false, true] => Some("junior"),
            [true, false] if name.ends_with("教学点") => Some("teaching_point"),
            [true, false] => Some("primary"),
            [false, false] => None,
        };
        row.put("name", name, school.spot);
        if let Some(stage) = stage {
            row.put("stage", stage, school.spot);
        }
        self.rows.push(row);
    }

    /// Takes what the statistics say of the schools: what nobody else says is entered, what a list says differently is asked.
    pub(crate) fn count(&mut self, stated: Vec<Stated>, desk: &mut Desk<'_>) {
        let mut of: BTreeMap<usize, Vec<Stated>> = BTreeMap::new();
        for one in stated {
            let by_id = one.figures.school_id.as_deref().and_then(|id| self.known(id));
            let left_out = [&one.figures.school_id, &one.figures.name];
            if left_out.into_iter().flatten().any(|written| self.is_elsewhere(written)) {
                continue;
            }
            let written = one.figures.name.clone().or_else(|| one.figures.school_id.clone());
            let found = by_id.or_else(|| self.find(&written?, one.place.clone(), desk));
            if let Some(school) = found {
                of.entry(school).or_default().push(one);
            }
        }
        for (school, all) in of {
            let (figures, problems) = together(all.iter().map(|one| one.figures.clone()));
            for problem in problems {
                let place = all.get(problem.row).map(|one| one.place.clone()).unwrap_or_default();
                desk.findings.push(counts::finding(&problem.what, place));
            }
            let staff = all.iter().find(|one| one.figures.staff != Default::default());
            let counted = Counted {
                place: all.first().map(|one| one.place.clone()).unwrap_or_default(),
                staff: staff.map(|one| one.place.clone()),
                figures,
            };
            check_teachers(&counted, desk);
            self.enter(school, &counted, &all, desk);
            *self.read_of(&all) += 1;
            self.counted.insert(school, counted);
        }
    }

    /// How many schools were read of the first sheet that names one.
    fn read_of(&mut self, all: &[Stated]) -> &mut usize {
        for one in all.iter().skip(1) {
            *self.read.entry(one.spot.sheet).or_default() += 1;
        }
        self.read.entry(all.first().map_or(0, |one| one.spot.sheet)).or_default()
    }

    /// Enters the figures of one school.
    fn enter(&mut self, at: usize, counted: &Counted, all: &[Stated], desk: &mut Desk<'_>) {
        let cells = cells(&counted.figures, all);
        let row = &self.rows[at];
        let differs =
            |(column, text, _): &&(&'static str, String, Spot)| row.text(column).is_some_and(|own| own != text);
        let differing: Vec<(&'static str, String)> = cells
            .iter()
            .filter(differs)
            .map(|(column, text, _)| {
                (*column, format!("{} {} / {text}", zh(column), row.text(column).unwrap_or_default()))
            })
            .collect();
        let mut kept: BTreeSet<&str> = BTreeSet::new();
        if !differing.is_empty() {
            let option = |value: &str| Allowed::labelled(value, Sentence::plain(format!("import.option.{value}")));
            let question = Question::new(desk.of_year("schools.figures"), "figures");
            let question = question.options(vec![option("statistics"), option("list")]);
            let item = Item {
                spelling: self.name(at).to_owned(),
                count: differing.len(),
                examples: vec![counted.place.clone()],
                candidates: differing.iter().map(|(_, said)| said.clone()).collect(),
                ..Item::default()
            };
            match desk.ask_word(question, item).as_deref() {
                Some("statistics") => {}
                // Figures that belong together are taken from one place.
                _ => kept.extend(differing.iter().map(|(column, _)| family(column))),
            }
        }
        let taken: BTreeSet<&str> =
            differing.iter().map(|(column, _)| family(column)).filter(|family| !kept.contains(family)).collect();
        let row = &mut self.rows[at];
        row.cells.retain(|column, _| !taken.contains(family(column)));
        for (column, text, spot) in cells.into_iter().filter(|(column, ..)| !kept.contains(family(column))) {
            row.cells.entry(column).or_insert((text, Some(spot)));
        }
    }

    /// Asks for what the statistics do not say of schools that no list names: where each lies.
    pub(crate) fn ask_areas(&mut self, desk: &mut Desk<'_>) {
        for at in 0..self.rows.len() {
            if self.rows[at].text("area").is_some() {
                continue;
            }
            let spot = self.rows[at].cells.get("name").and_then(|(_, spot)| *spot);
            let place = spot.map(|_| self.counted.get(&at).map(|c| c.place.clone()).unwrap_or_default());
            let options = schema::AREAS.iter().map(Allowed::choice).collect();
            let question = Question::new("schools.area", "area").options(options);
            let name = self.name(at).to_owned();
            let suggestion = likely_area(&name).map(str::to_owned);
            let examples = place.into_iter().collect();
            let item = Item { spelling: name, count: 1, examples, suggestion, ..Item::default() };
            if let Some(area) = desk.ask_word(question, item) {
                self.rows[at].put("area", area, None);
            }
        }
    }
}

/// Where a school's name says that it lies, which is no more than likely.
fn likely_area(name: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["村", "教学点", "乡"]) {
        Some("rural")
    } else if has(&["镇"]) {
        Some("town")
    } else {
        has(&["县", "市", "区", "城关"]).then_some("urban")
    }
}

/// Teachers by age and by title are all teachers.
fn check_teachers(counted: &Counted, desk: &mut Desk<'_>) {
    let Some(stated) = counted.figures.staff.teachers else { return };
    let sums = [counted.figures.ages.values().sum::<u32>(), counted.figures.titles.values().sum()];
    let some = [!counted.figures.ages.is_empty(), !counted.figures.titles.is_empty()];
    for (counted_sum, _) in sums.into_iter().zip(some).filter(|(sum, some)| *some && *sum != stated) {
        let place = counted.staff.clone().unwrap_or_else(|| counted.place.clone());
        desk.findings.push(counts::finding(&What::SumDiffers { stated, counted: counted_sum }, place));
    }
}

fn zh(column: &str) -> &str {
    schema::table("schools").and_then(|spec| spec.column(column)).map_or(column, |c| c.zh)
}

/// What a column belongs together with: all of pupils, all of classes.
fn family(column: &str) -> &str {
    column.split_once("_g").map_or(column, |(family, _)| family)
}

/// The cells of the schools table that figures fill, with the place of the sheet that says so. A total of which a part is disputed
/// is none.
fn cells(figures: &Figures, all: &[Stated]) -> Vec<(&'static str, String, Spot)> {
    let spot = |says: &dyn Fn(&Figures) -> bool| {
        let one = all.iter().find(|one| says(&one.figures)).or_else(|| all.first());
        one.map_or(Spot { sheet: 0, row: 1, column: 0 }, |one| one.spot)
    };
    let mut cells = Vec::new();
    let pupils = spot(&|f| f.pupils.iter().any(Option::is_some));
    let classes = spot(&|f| f.classes.iter().any(Option::is_some));
    let by_grade = [
        (&PUPILS_BY_GRADE, &figures.pupils, "pupils", pupils, figures.disputes_pupils()),
        (&CLASSES_BY_GRADE, &figures.classes, "classes", classes, figures.disputes_classes()),
    ];
    for (columns, values, total, spot, disputed) in by_grade {
        let stated = columns.iter().zip(values).filter_map(|(column, n)| Some((*column, (*n)?)));
        cells.extend(stated.map(|(column, n)| (column, n.to_string(), spot)));
        if values.iter().any(Option::is_some) && !disputed {
            cells.push((total, values.iter().flatten().sum::<u32>().to_string(), spot));
        }
    }
    if figures.boarders.iter().any(Option::is_some) {
        let spot = spot(&|f| f.boarders.iter().any(Option::is_some));
        cells.push(("boarding", figures.boarders.iter().flatten().sum::<u32>().to_string(), spot));
    }
    if let Some(teachers) = figures.staff.teachers {
        cells.push(("staff", teachers.to_string(), spot(&|f| f.staff.teachers.is_some())));
    }
    cells
}

/// Compares the people of the roster with those whom sheet 4149 counts, school by school: all differences in one finding.
pub fn compare(schools: &Schools, roster: &Roster, desk: &mut Desk<'_>) {
    if roster.people.is_empty() {
        return;
    }
    let mut differing = Vec::new();
    let mut first = None;
    for (at, counted) in &schools.counted {
        let staff = &counted.figures.staff;
        // A roster lists those on the establishment; a sheet that does not count them apart counts everybody.
        let Some(stated) = staff.established.or(staff.all) else { continue };
        let listed = roster.people.iter().filter(|person| person.school == *at).count();
        if u32::try_from(listed).ok() != Some(stated) {
            first.get_or_insert_with(|| counted.staff.clone().unwrap_or_else(|| counted.place.clone()));
            differing.push(format!("{} {listed}/{stated}", schools.name(*at)));
        }
    }
    if let Some(place) = first {
        let finding = Finding::warning("import-staff-differs", place).with("count", differing.len());
        desk.findings.push(finding.with("schools", counts::some(&differing)));
    }
}
