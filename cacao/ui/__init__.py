"""Components that come with Cacao, and what handlers may do with a page."""

from cacao.ui.components.inputs import *
from cacao_plugins.components.data import *
from cacao_plugins.components.feedback import *
from cacao_plugins.components.forms import *
from cacao_plugins.components.layout import *
from cacao_plugins.components.media import *
from cacao_plugins.components.navigation import *
from cacao_plugins.components.text import *
