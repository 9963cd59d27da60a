"""The public surface, as an editor and a type checker read it; `lazy_loader` reads it too, so that it is written once."""

from . import network as network
from . import notes as notes
from . import planted as planted
from . import readers as readers
from ._files import DamagedFile as DamagedFile
from .classes import (
    LearnersClass as LearnersClass,
)
from .classes import (
    generate_class as generate_class,
)
from .classes import (
    load_class as load_class,
)
from .classes import (
    load_class_messages as load_class_messages,
)
from .columns import (
    dictionary as dictionary,
)
from .columns import (
    label as label,
)
from .discharges import (
    Discharges as Discharges,
)
from .discharges import (
    generate_discharges as generate_discharges,
)
from .epidemic import (
    Epidemic as Epidemic,
)
from .epidemic import (
    generate_epidemic as generate_epidemic,
)
from .extractions import simulate_extractions as simulate_extractions
from .findings import compare_findings as compare_findings
from .home_care import (
    Enrolment as Enrolment,
)
from .home_care import (
    HomeMonitoring as HomeMonitoring,
)
from .home_care import (
    generate_enrolment as generate_enrolment,
)
from .home_care import (
    generate_home_monitoring as generate_home_monitoring,
)
from .home_care import (
    generate_home_trial as generate_home_trial,
)
from .injections import (
    extraction_messages as extraction_messages,
)
from .injections import (
    generate_injections as generate_injections,
)
from .law import (
    articles_of as articles_of,
)
from .law import (
    columns_in_law as columns_in_law,
)
from .letters import (
    load_letter_pair as load_letter_pair,
)
from .letters import (
    load_token_counts as load_token_counts,
)
from .letters import (
    parallel_letters as parallel_letters,
)
from .notes import (
    Notes as Notes,
)
from .notes import (
    generate_notes as generate_notes,
)
from .notes import (
    generate_triage as generate_triage,
)
from .notes import (
    load_notes as load_notes,
)
from .notes import (
    notes_for_stays as notes_for_stays,
)
from .protocols import (
    load_protocol_answers as load_protocol_answers,
)
from .protocols import (
    load_protocol_questions as load_protocol_questions,
)
from .protocols import (
    load_protocol_vectors as load_protocol_vectors,
)
from .protocols import (
    load_protocols as load_protocols,
)
from .readers._problem import BadFile as BadFile
from .readers.annotated import AnnotatedNotes as AnnotatedNotes
from .readers.brat import read_brat as read_brat
from .readers.cohort import read_cohort as read_cohort
from .readers.fhir import (
    read_fhir as read_fhir,
)
from .readers.fhir_tables import (
    Fhir as Fhir,
)
from .readers.mimic import (
    Mimic as Mimic,
)
from .readers.mimic import (
    read_mimic as read_mimic,
)
from .readers.notes import read_notes as read_notes
from .readers.report import (
    Doubtful as Doubtful,
)
from .readers.report import (
    LeftOut as LeftOut,
)
from .readers.report import (
    ReadingReport as ReadingReport,
)
from .real import (
    load_breast_cancer as load_breast_cancer,
)
from .real import (
    load_diabetes as load_diabetes,
)
from .real import (
    load_nhefs as load_nhefs,
)
from .relational import (
    Extract as Extract,
)
from .relational import (
    extract as extract,
)
from .samples import (
    datasheet as datasheet,
)
from .samples import (
    load_audit_stays as load_audit_stays,
)
from .samples import (
    load_extract as load_extract,
)
from .samples import (
    load_stays as load_stays,
)
from .samples import (
    load_truth as load_truth,
)
from .stays import (
    Cohort as Cohort,
)
from .stays import (
    generate_stays as generate_stays,
)
from .stays import (
    regenerate as regenerate,
)
from .summaries import (
    generate_summaries as generate_summaries,
)
from .summaries import (
    summary_prompt as summary_prompt,
)
from .truth import (
    Effect as Effect,
)
from .truth import (
    Truth as Truth,
)
