//! The kinds of breach and fault; the words table has a sentence for each, under `breach.<kind>` and `fault.<kind>`.

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every kind.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The name used in files and in the words table.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }
    };
}

kinds! {
    /// How a rule fails at one place.
    BreachKind {
        /// A teacher has more than one move.
        OnePost = "one-post",
        /// Too few of the county's eligible move down.
        QuotaCounty = "quota-county",
        /// Too few of a school's eligible move down.
        QuotaSchool = "quota-school",
        /// More move down than the largest share lets.
        QuotaMost = "quota-most",
        /// Too few backbone teachers move down.
        BackboneShare = "backbone-share",
        /// More teachers at a post than its limit.
        PostLimit = "post-limit",
        /// More teachers leave a post than serve there.
        PostNegative = "post-negative",
        /// A school falls below its floor.
        StaffingFloor = "staffing-floor",
        /// A sending school ends with more short posts than before.
        NoNewShort = "no-new-short",
        /// A school rises above its posts.
        EstablishmentCeiling = "establishment-ceiling",
        /// Too many leave a school.
        OutflowSchool = "outflow-school",
        /// Too many leave a post that is needed.
        OutflowPost = "outflow-post",
        /// Too many arrive at a school.
        InflowCap = "inflow-cap",
        /// Too many arrive at a receiving school that has its people.
        ReceivingCeiling = "receiving-ceiling",
        /// Too many senior teachers at a school.
        TitlePosts = "title-posts",
        /// Too few beds.
        Housing = "housing",
        /// Too few beds for men.
        HousingMale = "housing-male",
        /// Too few beds for women.
        HousingFemale = "housing-female",
        /// One of a couple moves, the other stays.
        CoupleParted = "couple-parted",
        /// A couple moves to schools too far from each other.
        CoupleApart = "couple-apart",
        /// A couple moves to different schools whose distance is unknown.
        CoupleUnknown = "couple-unknown",
        /// A couple is led further apart.
        CoupleFurther = "couple-further",
        /// Too few moves stay inside an alliance.
        AllianceShare = "alliance-share",
        /// A school receives fewer than a team.
        TeamSize = "team-size",
        /// Teachers per pupil vary more between schools than the limit.
        BalanceTeachers = "balance-teachers",
        /// Backbone teachers vary more.
        BalanceBackbone = "balance-backbone",
        /// PE, music and art teachers vary more.
        BalancePeArts = "balance-pe-arts",
        /// Allowances exceed the budget.
        Budget = "budget",
        /// A teacher is below the language level of the post.
        Language = "language",
        /// A teacher goes to a school that a relative heads.
        Avoidance = "avoidance",
        /// A teacher moves whose pupils are to keep their teacher.
        Continuity = "continuity",
        /// Too few teachers of graduating grades move down.
        GraduatingShare = "graduating-share",
        /// More go up from a school to another than come down for them.
        TwoWayPair = "two-way-pair",
        /// More leave a post to train at another school than that school sends to it.
        TwoWayPost = "two-way-post",
        /// Too few go up.
        TwoWayLeast = "two-way-least",
        /// Too few shared periods are taught.
        ItinerantLeast = "itinerant-least",
        /// A fixed move is not made.
        PinPost = "pin-post",
        /// A forbidden move is made.
        PinForbid = "pin-forbid",
        /// A teacher who is kept moves.
        PinStay = "pin-stay",
        /// A teacher who must leave stays.
        PinLeave = "pin-leave",
    }
}

kinds! {
    /// What is wrong with a move or a figure, apart from the rules.
    ///
    /// In the order in which faults are listed: what the plan was made for, what was edited, rows, goals, the figures that
    /// follow from all of these. The group of each is [`FaultGroup::of`](lungang_domain::audit::FaultGroup::of).
    FaultKind {
        /// The plan is of another school year.
        YearDiffers = "year-differs",
        /// The plan was made under another policy.
        PolicyDiffers = "policy-differs",
        /// No allocation within the authorised total staffs every class.
        NoAllocation = "no-allocation",
        /// The folder has no record of what it left.
        RecordMissing = "record-missing",
        /// The record cannot be read.
        RecordUnreadable = "record-unreadable",
        /// The record is not as the plan left it.
        RecordEdited = "record-edited",
        /// The record states something else than the plan.
        RecordDiffers = "record-differs",
        /// A file that the plan left is gone.
        FileMissing = "file-missing",
        /// A file is not as the plan left it.
        FileEdited = "file-edited",
        /// A file that counts stands there without a hash.
        FileUnrecorded = "file-unrecorded",
        /// A file says something else than the plan, or than its audit.
        FileDiffers = "file-differs",
        /// The folder was left by an earlier version, whose record cannot be checked as those of this one.
        FileOlder = "file-older",
        /// The copy of the county that the plan keeps is not the county that the plan was made from.
        FileCopy = "file-copy",
        /// A file of the county is not the one that the plan was made from.
        InputEdited = "input-edited",
        /// A file of the county that the plan was made from is gone.
        InputMissing = "input-missing",
        /// A file of the county was not there when the plan was made.
        InputNew = "input-new",
        /// The policy has the same id and says something else.
        InputPolicy = "input-policy",
        /// The table has a move that the plan does not have.
        MoveAdded = "move-added",
        /// The plan has a move that the table does not have.
        MoveRemoved = "move-removed",
        /// The table sends a teacher elsewhere than the plan.
        MoveChanged = "move-changed",
        /// Who is retasked by the plan and by its table differs.
        RetaskChanged = "retask-changed",
        /// Who travels by the plan and by its table differs.
        VisitChanged = "visit-changed",
        /// Who heads a school by the plan and by its table differs.
        HeadChanged = "head-changed",
        /// No such teacher.
        UnknownTeacher = "unknown-teacher",
        /// No such school.
        UnknownSchool = "unknown-school",
        /// No such subject.
        UnknownSubject = "unknown-subject",
        /// The teacher stands in the table more than once.
        TeacherTwice = "teacher-twice",
        /// The teacher does not meet the exchange conditions.
        NotEligible = "not-eligible",
        /// The policy asks only teachers who applied, and this one did not.
        NotApplied = "not-applied",
        /// The teacher is not qualified for the subject.
        NotQualified = "not-qualified",
        /// The teacher is not qualified for the stage.
        WrongStage = "wrong-stage",
        /// The school asks for nobody in that subject.
        PostNotRequired = "post-not-required",
        /// The move ends where it starts.
        SameSchool = "same-school",
        /// The journey is longer than the policy allows.
        TooFar = "too-far",
        /// The policy makes no moves in this direction.
        DirectionNotMade = "direction-not-made",
        /// One of the two schools takes no part in the exchange.
        OutsideSchool = "outside-school",
        /// The policy lets nobody be retasked.
        RetaskOff = "retask-off",
        /// A teacher who is to be retasked does not teach at the home school, or is away.
        RetaskAway = "retask-away",
        /// A head who takes part in the exchange of heads is retasked at the school that the head may leave.
        RetaskHead = "retask-head",
        /// A retask to the subject that the teacher teaches already.
        RetaskMain = "retask-main",
        /// The subject left that is stated of a retask is not the main one of the roster.
        RetaskFrom = "retask-from",
        /// A teacher is to teach where no way leads from the teacher's post.
        VisitWay = "visit-way",
        /// A travelling teacher teaches more than the load.
        VisitLoad = "visit-load",
        /// More is taught than the school shares.
        VisitHours = "visit-hours",
        /// The policy has no exchange of heads, and the plan has one.
        HeadsOff = "heads-off",
        /// The policy has an exchange of heads, and the plan says nothing of it.
        HeadsAbsent = "heads-absent",
        /// The row of a head names somebody who heads no public school.
        HeadNot = "head-not",
        /// The plan leaves a head out.
        HeadMissing = "head-missing",
        /// A head is sent to a school that the head cannot go to.
        HeadBarred = "head-barred",
        /// More or fewer heads than a school has places for.
        HeadPlaces = "head-places",
        /// The name stated is not that of the roster.
        NameDiffers = "name-differs",
        /// The present school stated is not that of the roster.
        FromDiffers = "from-differs",
        /// The direction stated is not that of the two schools.
        DirectionDiffers = "direction-differs",
        /// The distance stated is not that of the journey.
        DistanceDiffers = "distance-differs",
        /// The rank of the wish stated is not that of the teacher's wishes.
        WishDiffers = "wish-differs",
        /// What the move is said to serve is not what it serves.
        ServesDiffers = "serves-differs",
        /// The first day stated is not that of the term.
        StartDiffers = "start-differs",
        /// The last day stated is not that of the term.
        EndDiffers = "end-differs",
        /// A goal's value differs.
        GoalDiffers = "goal-differs",
        /// The policy has no such goal.
        GoalUnknown = "goal-unknown",
        /// More changes than the county allows.
        ChangesAboveLimit = "changes-above-limit",
        /// More moves than were asked for.
        MovesAboveLimit = "moves-above-limit",
        /// Another matching of heads is better.
        HeadsNotBest = "heads-not-best",
        /// How the plan says that it ended does not agree with its bounds.
        StatusDiffers = "status-differs",
        /// What the plan says is proved is not what is proved.
        StandingDiffers = "standing-differs",
        /// The plan has no certificate where its engine leaves one.
        CertificateAbsent = "certificate-absent",
        /// The certificate has no proof of a goal where there has to be one.
        CertificatePartial = "certificate-partial",
        /// A bound that the certificate does not prove is said to be its own.
        CertificateClaim = "certificate-claim",
        /// The gap to the certified bound is not the one stated.
        CertificateGap = "certificate-gap",
        /// The certificate is of another format.
        CertificateFormat = "certificate-format",
        /// The certificate is of another lottery.
        CertificateSeed = "certificate-seed",
        /// The certificate's denominator is not positive.
        CertificateDenominator = "certificate-denominator",
        /// The certificate has a goal that the policy has not, or has it twice or out of order.
        CertificateGoal = "certificate-goal",
        /// A proof holds goals that are not earlier ones, or by prices above 0.
        CertificateHeld = "certificate-held",
        /// A price of a row that does not exist.
        CertificateRow = "certificate-row",
        /// A price on a side that its row does not have.
        CertificateSide = "certificate-side",
        /// The cases of a goal leave out plans that no earlier goal has ruled out.
        CertificateCases = "certificate-cases",
        /// The numbers do not fit.
        CertificateOverflow = "certificate-overflow",
        /// The certificate is of another value of a goal.
        CertificateValue = "certificate-value",
        /// The certificate claims more than its prices prove.
        CertificateBound = "certificate-bound",
        /// The prices prove more than the plan reaches.
        CertificateContradicts = "certificate-contradicts",
        /// The prices of the exchange of heads do not prove it best.
        CertificateHeads = "certificate-heads",
        /// A name, a side or another word of the plan differs.
        WordDiffers = "word-differs",
        /// Posts of a school differ.
        EstablishmentDiffers = "establishment-differs",
        /// A figure of the summary differs.
        FigureDiffers = "figure-differs",
        /// A figure of a school differs.
        SchoolDiffers = "school-differs",
        /// A shortage differs.
        ShortageDiffers = "shortage-differs",
    }
}
