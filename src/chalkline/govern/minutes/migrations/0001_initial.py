import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('govern_committees', '0001_initial'),
        ('govern_decisions', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('passage', models.CharField(max_length=80)),
                ('text', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('is_taken_in', models.BooleanField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='govern_committees.meeting')),
            ],
            options={
                'ordering': ['asked_at'],
            },
        ),
        migrations.CreateModel(
            name='SealedNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('readers', models.JSONField()),
                ('written_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_notes', to='govern_committees.agendaitem')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['written_at'],
            },
        ),
        migrations.CreateModel(
            name='MeetingMinutes',
            fields=[
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='minutes', serialize=False, to='govern_committees.meeting')),
                ('passages', models.JSONField(default=dict)),
                ('written_at', models.DateTimeField(null=True)),
                ('approved', models.JSONField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('approved_at', models.DateTimeField(null=True)),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='govern_decisions.decision')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approved__isnull', True), ('approved_at__isnull', True), ('decision__isnull', True)), models.Q(('approved_at__isnull', False), ('decision__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='approved_by_a_decision')],
            },
        ),
    ]
