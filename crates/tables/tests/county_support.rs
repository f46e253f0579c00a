//! A small sound county whose cells can be spoilt one at a time.

use lungang_domain::county::County;
use lungang_domain::finding::{Finding, Findings, Severity};
use lungang_domain::policy::Policy;
use lungang_policies as policies;
use lungang_tables::read::{Options, read};
use lungang_tables::validate::validate;
use std::collections::BTreeMap;
use std::path::Path;

pub fn policy() -> Policy {
    policies::load("kizilsu-2018", None).unwrap_or_else(|f| panic!("the built-in policy is sound: {:?}", f.sorted()))
}

/// Tables as rows of cells, the header first.
#[derive(Clone)]
pub struct World {
    pub tables: BTreeMap<String, Vec<Vec<String>>>,
    pub toml: String,
    pub policy: Policy,
}

/// What a county gave.
pub struct Told {
    pub county: Option<County>,
    pub findings: Findings,
}

fn rows(text: &str) -> Vec<Vec<String>> {
    text.trim().lines().map(|l| l.trim().split(',').map(|c| c.trim().to_owned()).collect()).collect()
}

impl World {
    /// Sound, with every table.
    pub fn new() -> Self {
        let mut world = World {
            tables: BTreeMap::new(),
            toml: "name = \"Test\"\nschool_year = 2026\npolicy = \"kizilsu-2018\"\n".to_owned(),
            policy: policy(),
        };
        world.put(
            "schools",
            "school_id,name,stage,area,tier,ownership,pupils,classes,pupils_g1,pupils_g7,classes_g1,classes_g7,boarding,hardship,alliance,central_school,lon,lat,establishment,posts_senior,posts_intermediate,beds,beds_male,beds_female
             S1,One,primary,urban,quality,public,240,6,,,,,0,0,A,,76.10,39.70,20,2,5,,,
             S2,Two,junior,town,,,150,3,,,,,20,1,A,,76.20,39.71,,,,4,2,2
             S3,Three,nine_year,rural,weak,,,,60,30,2,1,10,4,,S4,76.30,39.72,,,,2,,
             S4,Four,primary,rural,,,90,6,,,,,0,2,,,76.40,39.73,,,,,,
             S5,Five,teaching_point,rural,,,12,1,,,,,0,6,,S4,76.50,39.74,,,,,,",
        );
        world.put(
            "teachers",
            "teacher_id,name,school_id,subjects,stage,sex,birth_date,title,backbone,joined_school,status,exemptions,rural_years,language_level,role,class_teacher,graduating_grade,home_lon,home_lat,spouse_id,together,volunteer,office_since
             T1,Ann,S1,chinese;maths,,female,1980-05-01,senior,none,2010-09-01,on_duty,,3,,teacher,yes,no,76.11,39.70,T2,yes,,
             T2,Ben,S2,english,,male,1981-05-01,,,2012-09-01,,,,,,,yes,,,T1,,,
             T3,Cem,S3,maths,primary,male,1990-01-31,,,2015-09-01,,illness,,,,,,,,,,,
             T4,Dil,S4,music,,,1985-02-01,,,2018-09-01,,,,,,,,,,,,,
             T5,Eli,S5,chinese,,,,,,2019-09-01,,,,,,,,,,,,,
             T6,Fay,S1,,,,,,,2019-09-01,,,,,support,,,,,,,,
             T7,Gus,S1,maths,,,1979-09-01,,,2019-09-01,,,,,principal,,,,,,,,",
        );
        world.put("needs", "school_id,stage,subject,required,limit,weight\nS4,,music,2,3,50\nS3,junior,english,1,,");
        world.put("wishes", "teacher_id,rank,school_id\nT1,1,S4\nT1,2,S5\nT2,1,S3");
        world.put("applications", "teacher_id,date\nT1,2026-06-01\nT2,");
        world.put(
            "pins",
            "teacher_id,kind,school_id,subject,reason\nT1,forbid,S5,,far\nT7,stay,,,head\nT4,post,S5,music,asked",
        );
        world.put("relatives", "teacher_id,relative_id,relation\nT2,T7,brothers\nT7,T4,cousins");
        world.put("travel", "from,to,km,minutes\nS1,S4,30.5,45\nT1,S4,28,\nS1,S5,,60");
        world.put(
            "postings",
            "teacher_id,from_school,to_school,start,end,kind,subject\nT1,S1,S4,2015-09-01,2016-08-31,rotation,music\nT1,S1,S5,2018-09-01,2019-08-31,,",
        );
        world.put("authorised", "stage,posts\nprimary,60\njunior,30");
        world.put(
            "projections",
            "school_year,kind,school_id,stage,grade,subject,teacher_id,count
             2027,pupils,S4,,,,,80
             2028-2029,pupils,S4,,,,,70
             2027,classes,S3,primary,1,,,2
             2027,classes,S3,junior,,,,2
             2028,recruits,S1,,,english,,1
             2027,leave,,,,,T4,
             2028,return,,,,,T4,
             2029,departure,,,,,T2,",
        );
        world
    }

    pub fn put(&mut self, table: &str, text: &str) {
        self.tables.insert(table.to_owned(), rows(text));
    }

    /// Sets a cell; the row is the one the user's program shows.
    pub fn set(&mut self, table: &str, row: usize, column: &str, value: &str) -> &mut Self {
        let rows = self.tables.get_mut(table).unwrap_or_else(|| panic!("no table {table}"));
        let at = rows[0].iter().position(|h| h == column).unwrap_or_else(|| panic!("no column {column}"));
        let width = rows[0].len();
        if row > rows.len() {
            rows.push(vec![String::new(); width]);
        }
        rows[row - 1].resize(width, String::new());
        value.clone_into(&mut rows[row - 1][at]);
        self
    }

    /// Adds a row.
    pub fn add(&mut self, table: &str, row: &str) -> &mut Self {
        let row = row.split(',').map(str::to_owned).collect();
        self.tables.get_mut(table).expect("a table").push(row);
        self
    }

    pub fn write(&self, folder: &Path) {
        for (name, rows) in &self.tables {
            let quoted = |c: &String| {
                if c.contains([',', '"', '\n']) { format!("\"{}\"", c.replace('"', "\"\"")) } else { c.clone() }
            };
            let width = rows[0].len();
            let line = |r: &Vec<String>| {
                let mut cells: Vec<String> = r.iter().map(quoted).collect();
                cells.resize(width.max(cells.len()), String::new());
                cells.join(",")
            };
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
            std::fs::write(folder.join(format!("{name}.csv")), text + "\n").expect("a table is written");
        }
        if !self.toml.is_empty() {
            std::fs::write(folder.join("county.toml"), &self.toml).expect("county.toml is written");
        }
    }

    pub fn told(&self) -> Told {
        let folder = tempfile::tempdir().expect("a folder");
        self.write(folder.path());
        told(folder.path(), &Options::default(), &self.policy)
    }
}

pub fn told(path: &Path, options: &Options, policy: &Policy) -> Told {
    let (tables, mut findings) = read(path, options);
    let (county, more) = validate(&tables, policy);
    findings.extend(more);
    for finding in findings.sorted() {
        // A value of a name that another has already is lost without a word.
        let names: std::collections::BTreeSet<&str> = finding.args.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), finding.args.len(), "{}: {:?}", finding.code, finding.args);
    }
    let county = county.filter(|_| !findings.has_errors());
    Told { county, findings }
}

impl Told {
    pub fn codes(&self) -> Vec<&'static str> {
        self.findings.counts().map(|(code, ..)| code).collect()
    }

    pub fn find(&self, code: &str) -> &Finding {
        let found = self.findings.sorted().into_iter().find(|f| f.code == code);
        found.unwrap_or_else(|| panic!("no `{code}` among {:?}", self.codes()))
    }

    /// Asserts one finding of the code with its severity, row and column, and its words in both languages.
    #[track_caller]
    pub fn expect(&self, code: &str, severity: Severity, row: impl Into<Option<u32>>, column: &str) -> &Finding {
        let found = self.find(code);
        assert_eq!(found.severity, severity, "{code}");
        assert_eq!(found.place.row, row.into(), "{code}: row");
        assert_eq!(found.place.column.as_deref().unwrap_or(""), column, "{code}: column");
        assert_eq!(
            self.county.is_none(),
            self.findings.has_errors(),
            "{code}: a county exactly where there is no error"
        );
        for lang in lungang_domain::words::Lang::COMPLETE {
            for text in [found.cause(lang), found.remedy(lang)] {
                assert!(!text.contains('{') && !text.starts_with("finding."), "{code}: {text}");
            }
        }
        found
    }
}

/// Everything a county holds, for comparing.
pub fn parts(county: &County) -> String {
    format!("{:#?}", county.to_parts())
}
