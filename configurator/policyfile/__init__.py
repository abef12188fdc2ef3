"""Policy files to policies: the only home of pydantic."""
