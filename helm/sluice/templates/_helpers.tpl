{{- define "sluice.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "sluice.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "sluice.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "sluice.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sluice.selector" -}}
app.kubernetes.io/name: {{ include "sluice.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: runtime
{{- end -}}

{{- define "sluice.commonLabels" -}}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "sluice.labels" -}}
{{ include "sluice.selector" . }}
{{ include "sluice.commonLabels" . }}
{{- end -}}

{{- define "sluice.podLabels" -}}
{{ include "sluice.selector" . }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- with .Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "sluice.testLabels" -}}
app.kubernetes.io/name: {{ include "sluice.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end -}}

{{- define "sluice.nodesLabels" -}}
app.kubernetes.io/name: {{ include "sluice.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: nodes
{{- end -}}

{{- define "sluice.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- define "sluice.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "sluice.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{- define "sluice.adminSecret" -}}
{{ default (printf "%s-admin" (include "sluice.fullname" .)) .Values.adminKey.existingSecret }}
{{- end -}}

{{/*
The settings as environment variables, as the runtime reads them: sluice.gateway.body is SLUICE_GATEWAY_BODY. In YAML the words on and off
are truth values, too.
*/}}
{{- define "sluice.settings" -}}
{{- range $name, $value := .settings }}
{{- $variable := printf "%s_%s" $.prefix ($name | upper | replace "-" "_") }}
{{- if kindIs "map" $value }}
{{- include "sluice.settings" (dict "prefix" $variable "settings" $value) }}
{{- else if not (kindIs "invalid" $value) }}
{{- $text := toString $value }}
{{- if kindIs "slice" $value }}{{ $text = join "," $value }}{{ end }}
{{- if kindIs "float64" $value }}{{ $text = printf "%.0f" $value }}{{ end }}
{{- if and (kindIs "bool" $value) (has $variable (list "SLUICE_ISOLATION" "SLUICE_WARMUP_MODE")) }}{{ $text = ternary "on" "off" $value }}{{ end }}
- name: {{ $variable }}
  value: {{ $text | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* How long instances may take to end, in seconds: the runtime's own default, or what the settings say. */}}
{{- define "sluice.stopSeconds" -}}
{{- $bound := get .Values.settings "stop-bound" | default "15s" -}}
{{- if hasSuffix "ms" $bound -}}
1
{{- else if hasSuffix "s" $bound -}}
{{ trimSuffix "s" $bound }}
{{- else if hasSuffix "m" $bound -}}
{{ mul 60 (trimSuffix "m" $bound) }}
{{- else -}}
{{ mul 3600 (trimSuffix "h" $bound) }}
{{- end -}}
{{- end -}}

{{- define "sluice.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.podSecurityContext.runAsUser }}
runAsGroup: {{ .Values.podSecurityContext.runAsGroup }}
{{- if not (kindIs "invalid" .Values.podSecurityContext.fsGroup) }}
fsGroup: {{ .Values.podSecurityContext.fsGroup }}
# A large volume is not walked through at each start.
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "sluice.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}
