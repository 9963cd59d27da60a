"""The public surface, as an editor and a type checker read it; `lazy_loader` reads it too, so that it is written once."""

from . import claims as claims
from . import context as context
from . import counterfactual as counterfactual
from . import deidentify as deidentify
from . import models as models
from . import retrieval as retrieval
from . import spans as spans
from . import terms as terms
from . import tokens as tokens
from .attention_display import AttentionDisplay as AttentionDisplay
from .chat import (
    CassetteMiss as CassetteMiss,
)
from .chat import (
    ChatClient as ChatClient,
)
from .chat import (
    recorded_answers as recorded_answers,
)
from .claims import (
    extract_claims as extract_claims,
)
from .claims import (
    faithfulness as faithfulness,
)
from .claims import (
    rouge_l as rouge_l,
)
from .context import (
    ContextTagger as ContextTagger,
)
from .context import (
    EdsContextTagger as EdsContextTagger,
)
from .context import (
    NegspacyTagger as NegspacyTagger,
)
from .counterfactual import (
    reword as reword,
)
from .counterfactual import (
    swap_gender as swap_gender,
)
from .counterfactual import (
    swap_notes as swap_notes,
)
from .deidentify import (
    Deidentifier as Deidentifier,
)
from .deidentify import (
    Surrogates as Surrogates,
)
from .deidentify import (
    is_valid_nir as is_valid_nir,
)
from .deidentify import (
    leak_report as leak_report,
)
from .deidentify import (
    nir_key as nir_key,
)
from .errors_display import PhenomenonErrorsDisplay as PhenomenonErrorsDisplay
from .folding import (
    fold as fold,
)
from .folding import (
    fold_with_offsets as fold_with_offsets,
)
from .models import (
    embed as embed,
)
from .models import (
    load_causal as load_causal,
)
from .models import (
    load_encoder as load_encoder,
)
from .reading import (
    as_note as as_note,
)
from .reading import (
    decode_note as decode_note,
)
from .retrieval import (
    BM25Index as BM25Index,
)
from .retrieval import (
    DenseIndex as DenseIndex,
)
from .retrieval import (
    chunk_documents as chunk_documents,
)
from .retrieval import (
    ranking_metrics as ranking_metrics,
)
from .spans import (
    span_metrics as span_metrics,
)
from .spans import (
    span_metrics_by_document as span_metrics_by_document,
)
from .tokens import (
    BytePairTokenizer as BytePairTokenizer,
)
from .tokens import (
    LibraryTokenizer as LibraryTokenizer,
)
from .tokens import (
    TokenBudgetDisplay as TokenBudgetDisplay,
)
from .tokens import (
    fertility as fertility,
)
from .tokens import (
    fit_sections as fit_sections,
)
from .tokens import (
    truncate as truncate,
)
