import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('govern_committees', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('basis', models.CharField(default='vote', max_length=20)),
                ('basis_id', models.CharField(blank=True, max_length=80)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=80)),
                ('subject_digest', models.CharField(max_length=64)),
                ('title', models.CharField(max_length=300)),
                ('light', models.CharField(max_length=10)),
                ('outcome', models.CharField(max_length=30)),
                ('recommended', models.CharField(blank=True, max_length=30)),
                ('standing', models.CharField(max_length=20)),
                ('conditions', models.JSONField(default=list)),
                ('expires_on', models.DateField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_on', models.DateField()),
                ('decided_at', models.DateTimeField()),
                ('record', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions_closed', to='people.person')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='govern_committees.committee')),
                ('item', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='govern_committees.agendaitem')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='govern_committees.meeting')),
            ],
            options={
                'ordering': ['-year', '-number'],
                'indexes': [models.Index(fields=['subject_kind', 'subject_id'], name='decision_by_subject'), models.Index(fields=['basis', 'basis_id'], name='decision_by_basis')],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='one_decision_a_number'), models.UniqueConstraint(condition=models.Q(('outcome', 'defer'), _negated=True), fields=('subject_kind', 'subject_id', 'subject_digest'), name='one_decision_a_version'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['approve', 'approve_with_conditions']), _negated=True), ('expires_on__isnull', False), ('subject_kind__in', ['minutes', 'policy_repeal']), _connector='OR'), name='approval_has_a_last_day'), models.CheckConstraint(condition=models.Q(models.Q(('basis', 'vote'), ('item__isnull', False), ('meeting__isnull', False)), models.Q(models.Q(('basis', 'vote'), _negated=True), models.Q(('basis_id', ''), _negated=True), ('item', None), ('meeting', None)), _connector='OR'), name='decided_by_a_vote_or_by_a_right')],
            },
        ),
    ]
